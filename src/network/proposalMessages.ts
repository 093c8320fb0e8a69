import type { Any } from 'cosmjs-types/google/protobuf/any';
import { Params } from '../gen/inference/inference/params.js';
import { MsgUpdateParams } from '../gen/inference/inference/tx.js';
import { fromProtoJson, type Json, toProtoJson } from '../types/protoJson.js';
import { protoType } from '../types/protoTypes.js';
import { simErrors } from '../util/errors.js';
import { packed } from './chainClient.js';
import type { ScenarioProposal } from './scenarioSchema.js';

/** What the messages of a proposal are made with. */
export interface ProposalGround {
  /** The gov account, which every message names as its authority. */
  readonly authority: string;
  /** The parameters as they stand, which those of the proposal are put over. */
  readonly params: Params;
  /** Participants by name. */
  readonly addresses: ReadonlyMap<string, string>;
}

/**
 * The messages that a proposal of a scenario carries: its own, and its parameter change as MsgUpdateParams.
 *
 * @throws gonka-sim/21 with the field that does not fit its message
 */
export function proposalMessages(proposal: ScenarioProposal, ground: ProposalGround): Any[] {
  const { authority, params } = ground;
  const at = { at: `proposal "${proposal.title}"`, kind: simErrors.scenarioInvalid };
  const own = proposal.messages.map(({ '@type': typeUrl, ...fields }) => {
    const type = protoType(typeUrl.replace(/^\//, ''));
    const json = withAddresses({ authority, ...fields } as Json, ground.addresses);
    return { typeUrl, value: type.encode(fromProtoJson(type, json, at)).finish() };
  });
  if (proposal.params === undefined) return own;
  const changed = overlaid(toProtoJson(Params, params), proposal.params as Json);
  const next = fromProtoJson(Params, changed, { ...at, at: `${at.at}.params` });
  return [...own, packed(MsgUpdateParams, { authority, params: next })];
}

type Fields = { readonly [key: string]: Json };

const isObject = (json: Json): json is Fields => typeof json === 'object' && json !== null && !Array.isArray(json);

/** The same with the address of a participant wherever a text is `@` and its name. */
function withAddresses(json: Json, addresses: ReadonlyMap<string, string>): Json {
  if (typeof json === 'string') return (json.startsWith('@') && addresses.get(json.slice(1))) || json;
  if (Array.isArray(json)) return json.map((item) => withAddresses(item, addresses));
  if (!isObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, withAddresses(value, addresses)]));
}

/** The first document with the fields of the second put over it, object by object; lists are replaced whole. */
function overlaid(base: Json, over: Json): Json {
  if (!isObject(base) || !isObject(over)) return over;
  const changes = Object.entries(over).map(([key, value]) => [key, overlaid(base[key] ?? null, value)]);
  return { ...base, ...Object.fromEntries(changes) };
}
