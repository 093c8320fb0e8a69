import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { GonkaKeepers } from '../../src/app/gonkaKeepers.js';
import { getLatestEpoch } from '../../src/keeper/epochs.js';
import type { Cast } from '../../src/network/cast.js';
import { inferenceMsgs } from '../../src/types/msgs/registry.js';
import { maxInt64, maxUint64 } from '../../src/util/int.js';

/** What a command can see. */
export interface Scene {
  readonly keepers: GonkaKeepers;
  readonly cast: Cast;
  readonly seen: readonly Any[];
}

/** The numbers of a command, taken one after another. */
export class Draw {
  #next = 0;
  constructor(readonly numbers: readonly number[]) {}

  below(count: number): number {
    return (this.numbers[this.#next++ % this.numbers.length] ?? 0) % count;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

export const pack = (typeUrl: string, value: Uint8Array): Any => ({ typeUrl, value });

/** A message of the inference module, by the name of its rpc; fields that are left out are empty. */
export const inference = (name: keyof typeof inferenceMsgs, fields: object): Any => {
  const { typeUrl, request } = inferenceMsgs[name];
  const blank = request.decode(new Uint8Array(0)) as object;
  return pack(typeUrl, (request as { encode(msg: unknown): Uint8Array }).encode({ ...blank, ...fields }));
};

/** A message of an SDK module. */
export const neighbour = <T>(
  type: { readonly typeUrl: string; fromPartial(fields: never): T; encode(msg: T): { finish(): Uint8Array } },
  fields: object,
): Any => pack(type.typeUrl, type.encode(type.fromPartial(fields as never)).finish());

export const coin = (amount: number) => ({ denom: 'ngonka', amount: String(amount) });
export const stranger = 'gonka1hml9qvrwj20khc8t5zvweckc22u3r25xy74nms';
export const numbers = [0n, 1n, 2n, 7n, 1000n, maxInt64, maxUint64];

export const addresses = ({ cast, keepers }: Scene): string[] => [
  ...cast.actors.map(({ address }) => address),
  stranger,
  keepers.auth.moduleAddress('gov'),
];
/** Coins for a module that has no account yet would open one there that is no module's, as on any chain of the SDK. */
export const openModules = ({ keepers: { auth } }: Scene): string[] =>
  ['inference', 'gov', 'collateral'].map((name) => auth.moduleAddress(name)).filter((address) => auth.has(address));
export const actor = (draw: Draw, { cast }: Scene): string => draw.of(cast.actors).address;
export const models = ['Qwen/QwQ-32B', 'Qwen/Qwen2.5-7B-Instruct', 'somebody/else'];
export const inferenceId = (draw: Draw, { keepers }: Scene): string =>
  draw.of([...[...keepers.inference.state.inferences.keys()].slice(-12), 'nothing']);
export const epoch = (draw: Draw, { keepers }: Scene): bigint => {
  const latest = getLatestEpoch(keepers.inference)?.index ?? 0n;
  return draw.of([latest, latest + 1n, latest === 0n ? 0n : latest - 1n, 0n, 999n]);
};
export const pocStart = (draw: Draw, { keepers }: Scene): bigint => {
  const start = getLatestEpoch(keepers.inference)?.pocStartBlockHeight ?? 0n;
  return draw.of([start, start, start, start + 1n, 1n]);
};
export const node = (draw: Draw) => ({
  localId: draw.of(['n1', 'n2', 'n3', '']),
  status: draw.of([1, 1, 2, 4, 5]),
  models: [draw.of(models), draw.of(models)].slice(draw.below(3)),
  hardware: [],
  host: '',
  port: '',
});
