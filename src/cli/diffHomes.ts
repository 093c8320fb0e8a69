import type { GonkaApp } from '../node/openChain.js';
import { bytesToHex, equalBytes } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import { maxOf, minOf } from '../util/int.js';
import { withChain } from './chainOf.js';
import { exit } from './failures.js';
import type { CommonFlags } from './flags.js';
import type { Output } from './output.js';
import { type ComparedState, tellDifferences } from './tellDifferences.js';
import { writersIn } from './writersIn.js';

/** What both forms of `diff` are told. */
export interface DiffFlags extends CommonFlags {
  readonly height?: bigint;
  readonly limit: number;
  readonly writers: boolean;
}

/** `diff HOME1 HOME2`: the first height at which two chains differ, and in what. */
export async function diffHomes(homes: readonly [string, string], flags: DiffFlags, output: Output): Promise<number> {
  return withState(homes[0], flags, (first) =>
    withState(homes[1], flags, (second) => compare(first, second, flags, output)),
  );
}

function withState<T>(home: string, flags: DiffFlags, use: (state: ComparedState) => Promise<T>): Promise<T> {
  return withChain({ ...flags, home }, (app, found) => use({ app, home: found, height: app.info.lastHeight }));
}

async function compare(first: ComparedState, second: ComparedState, flags: DiffFlags, output: Output): Promise<number> {
  const common = minOf(first.height, second.height);
  const last = flags.height ?? common;
  if (last > common) throw new CodedError(simErrors.heightUnavailable, `height ${last}: only ${common} are in both`);
  const height = firstDifference(first.app, second.app, last);
  if (height === undefined) {
    output.machine(
      JSON.stringify({ schema: 'gonka-sim/diff/1', from: Number(last), to: Number(last), total: 0, differences: [] }),
    );
    output.say(`no difference until height ${last}`);
    return exit.success;
  }
  const hash = ({ app }: ComparedState) => bytesToHex(hashAt(app, height)).toUpperCase();
  output.say(`first difference at height ${height}: app hash ${hash(first)} and ${hash(second)}`);
  const block = { from: height, to: height };
  const at = async (state: ComparedState) => {
    const writers = flags.writers ? await writersIn(state.home!, block) : undefined;
    return { ...state, height, writers };
  };
  await tellDifferences(await at(first), await at(second), flags, output);
  return exit.checkFailed;
}

/** The first height at which two chains have different hashes: once they differ they stay so. Cost: O(log heights) look-ups. */
function firstDifference(a: GonkaApp, b: GonkaApp, last: bigint): bigint | undefined {
  const differ = (height: bigint) => !equalBytes(hashAt(a, height), hashAt(b, height));
  if (!differ(last)) return undefined;
  let [low, high] = [maxOf(a.info.initialHeight, b.info.initialHeight), last];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (differ(middle)) high = middle;
    else low = middle + 1n;
  }
  return high;
}

const hashAt = (app: GonkaApp, height: bigint): Uint8Array => app.storesAt(height).info.hash;
