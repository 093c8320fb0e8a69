import { ActiveParticipant } from '../../../src/gen/inference/inference/activeparticipants.js';
import type { MessageFns } from '../../../src/types/codec.js';
import { fromProtoJson, type Json, toProtoJson } from '../../../src/types/protoJson.js';
import type { VectorCase } from '../shared.js';

export const epochOf = (json: VectorCase) => ({
  index: BigInt(json.index),
  pocStartBlockHeight: BigInt(json.poc_start_block_height),
});

export const participantsOf = (json: VectorCase): ActiveParticipant[] | undefined =>
  json?.map((participant: Json) => fromProtoJson(ActiveParticipant, participant));

export const listOf = <T>(type: MessageFns<T>, json: readonly Json[]): T[] =>
  json.map((item) => fromProtoJson(type, item));

export const asJson = (participants: readonly ActiveParticipant[]) =>
  participants.map((participant) => toProtoJson(ActiveParticipant, participant));
