import { anteRows } from './ante.js';
import { chainReplayRows } from './chainReplay.js';
import { genesisVectors } from './genesis.js';
import { headerChainRows } from './headerChain.js';
import { keeperVectors } from './keeper.js';
import { mlnodeRows } from './mlnode.js';
import { moduleVectors } from './module.js';
import { nodeQueryRows } from './nodeQueries.js';
import { nodeRunRows } from './nodeRun.js';
import { settlementVectors } from './settlement.js';
import type { CheckCase, VectorTable } from './shared.js';
import { checkLiveStores, storeVectors } from './store.js';
import { typesVectors } from './types.js';
import { utilVectors } from './util.js';
import { validationVectors } from './validation.js';
import { validationPocVectors } from './validationPoc.js';
import { validationPocSamplingVectors } from './validationPocSampling.js';
import { weightsVectors } from './weights.js';

/** Files that are checked together. */
export interface FolderRow {
  readonly kind: 'folder';
  readonly title: string;
  matches(file: string): boolean;
  /** Throws, or rejects, when they do not hold. */
  check(folder: string): unknown;
}

/** One row of the table "file -> function". `later` rows say which capability will check the file, and why not this one. */
export type SuiteRow =
  | { readonly kind: 'cases'; matches(file: string): boolean; readonly check: CheckCase }
  | FolderRow
  | { readonly kind: 'later'; matches(file: string): boolean; readonly reason: string };

const cases = (table: VectorTable): SuiteRow[] =>
  Object.entries(table).map(([name, check]) => ({ kind: 'cases', matches: (file) => file === name, check }));

const later = (pattern: RegExp, reason: string): SuiteRow => ({
  kind: 'later',
  matches: (file) => pattern.test(file),
  reason,
});

export const suite: readonly SuiteRow[] = [
  ...cases({
    ...utilVectors,
    ...storeVectors,
    ...typesVectors,
    ...settlementVectors,
    ...weightsVectors,
    ...keeperVectors,
    ...moduleVectors,
    ...genesisVectors,
    ...validationVectors,
    ...validationPocVectors,
    ...validationPocSamplingVectors,
  }),
  {
    kind: 'folder',
    title: 'recorded store writes give the recorded roots and app hashes at every height',
    matches: (file) => /^live\/(commit-info|.*-store(\.part\d+)?)\.jsonl$/.test(file),
    check: checkLiveStores,
  },
  ...anteRows,
  ...chainReplayRows,
  ...headerChainRows,
  ...nodeRunRows,
  ...nodeQueryRows,
  later(/^live\//, 'client transcripts of the recorded node: test/parity'),
  later(/^simapp53-/, 'a plain SDK node under client traffic: node'),
  ...mlnodeRows,
  later(/^apinode\//, 'the API node: network'),
];
