import { deployed } from '../../module/profiles.js';
import { readBech32 } from '../../util/bech32.js';
import { CodedError, simErrors } from '../../util/errors.js';
import { sdkAnte } from '../ante/sdkAnte.js';
import type { BugListener } from '../failure.js';
import { Explainer } from './explain.js';
import { parityPage } from './parityPage.js';
import { parseRecording, type RecordingFiles } from './parseRecording.js';
import type { Recording } from './recording.js';
import { type ReplayedBlock, replay } from './replay.js';
import { type ParityScore, score } from './score.js';

export interface ReplayAccount {
  readonly score: ParityScore;
  /** `docs/PARITY.md`. */
  readonly page: string;
  /** Each key that came out differently, told in words, in the order of heights. */
  readonly differences: readonly string[];
}

export interface AccountOptions {
  readonly onBlock?: (block: ReplayedBlock) => void;
  readonly onBug?: BugListener;
}

/** Runs a recorded chain again under the deployed rules, and accounts for all that came of it. */
export function replayAccount(files: RecordingFiles, { onBlock, onBug }: AccountOptions = {}): ReplayAccount {
  const recording = parseRecording(files);
  const bech32Prefix = prefixOf(recording);
  const denom = denomOf(recording);
  const run = replay({
    recording,
    profile: deployed,
    bech32Prefix,
    denom,
    ante: sdkAnte,
    onBug,
  });
  const explainer = new Explainer(bech32Prefix);
  const told: string[] = [];
  const result = score(recording, run, (block) => {
    for (const difference of block.differences) told.push(explainer.line(block.recorded.height, difference));
    onBlock?.(block);
  });
  return { score: result, page: parityPage(result), differences: told };
}

interface Genesis {
  readonly staking?: { readonly params?: { readonly bond_denom?: string } };
  readonly bank?: { readonly balances?: readonly { readonly address: string }[] };
}

/** The human part of the accounts' addresses. */
function prefixOf({ appState }: Recording): string {
  const [first] = (appState as Genesis).bank?.balances ?? [];
  const read = readBech32(first?.address ?? '');
  if (!read.ok) throw new CodedError(simErrors.usage, 'the recorded genesis has no account with coins');
  return read.prefix;
}

function denomOf({ appState }: Recording): string {
  const denom = (appState as Genesis).staking?.params?.bond_denom;
  if (denom === undefined) throw new CodedError(simErrors.usage, 'the recorded genesis has no bond denomination');
  return denom;
}
