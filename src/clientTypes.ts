// gonka-sim/types: the chain's messages, and what a CosmJS client needs to sign them (docs/library.md).
import { type GeneratedType, Registry } from '@cosmjs/proto-signing';
import {
  type AminoConverters,
  AminoTypes,
  createDefaultAminoConverters,
  defaultRegistryTypes,
  type SigningStargateClientOptions,
} from '@cosmjs/stargate';
import { toAmino } from './types/amino.js';
import { fromProtoJson } from './types/protoJson.js';
import { protoType, protoTypeNames } from './types/protoTypes.js';

export * from './gen/inference/inference/hardware_node.js';
export * as query from './gen/inference/inference/query.js';
export * as tx from './gen/inference/inference/tx.js';
export {
  MsgClaimRewards,
  MsgFinishInference,
  MsgStartInference,
  MsgSubmitHardwareDiff,
  MsgSubmitNewParticipant,
  MsgSubmitPocBatch,
  MsgSubmitPocValidation,
  MsgSubmitSeed,
  MsgValidation,
} from './gen/inference/inference/tx.js';

const messageNames = protoTypeNames().filter((name) => /\.Msg\w+$/.test(name) && !name.endsWith('Response'));

/** Type URLs and codecs of all messages of this chain's own modules, for a CosmJS `Registry`. */
export const registryTypes: readonly [typeUrl: string, type: GeneratedType][] = messageNames.map((name) => [
  `/${name}`,
  // Made by ts-proto, whose readers and writers CosmJS uses by their methods alone.
  protoType(name) as unknown as GeneratedType,
]);

/**
 * How wallets without direct signing write these messages. Messages with numbers of floating point, such as
 * MsgSubmitPocBatch, cannot be signed so on the chain, and throw.
 */
export const aminoConverters: AminoConverters = Object.fromEntries(
  messageNames.map((name) => {
    const type = protoType(name);
    return [
      `/${name}`,
      {
        aminoType: toAmino(type, fromProtoJson(type, {})).type,
        toAmino: (message: unknown) => toAmino(type, message).value,
        fromAmino: (value: unknown) => fromProtoJson(type, value),
      },
    ];
  }),
);

/**
 * Options for `SigningStargateClient.connectWithSigner`: the SDK's messages and this chain's, direct and amino, and a
 * poll of a few times a second, since blocks of a local chain do not take seconds.
 */
export const signingClientOptions = (): SigningStargateClientOptions => ({
  registry: new Registry([...defaultRegistryTypes, ...registryTypes]),
  aminoTypes: new AminoTypes({ ...createDefaultAminoConverters(), ...aminoConverters }),
  broadcastPollIntervalMs: 200,
  broadcastTimeoutMs: 20_000,
});
