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

/**
 * One row of the table "file -> function". `elsewhere` rows name the tests that check the file, which need more than its cases;
 * `later` rows say which capability will, and why not this one.
 */
export type SuiteRow =
  | { readonly kind: 'cases'; matches(file: string): boolean; readonly check: CheckCase }
  | FolderRow
  | { readonly kind: 'elsewhere'; matches(file: string): boolean; readonly tests: readonly string[] }
  | { readonly kind: 'later'; matches(file: string): boolean; readonly reason: string };

const cases = (table: VectorTable): SuiteRow[] =>
  Object.entries(table).map(([name, check]) => ({ kind: 'cases', matches: (file) => file === name, check }));

/** Paths below `test`. */
const elsewhere = (pattern: RegExp, ...tests: string[]): SuiteRow => ({
  kind: 'elsewhere',
  matches: (file) => pattern.test(file),
  tests,
});

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
  // Exchanges of clients with the recorded nodes: docs/PARITY-NODE.md says how alike ours answers.
  elsewhere(/^live\/(rpc|websocket)\.jsonl$/, 'parity/rpc.test.ts'),
  elsewhere(/^live\/(rest|grpc)\.jsonl$/, 'parity/restGrpc.test.ts'),
  elsewhere(/^live\/ante\.jsonl$/, 'parity/ante.test.ts'),
  elsewhere(/^simapp53-(rpc|probes)\.jsonl$/, 'parity/plainRpc.test.ts'),
  // The recorded chains as a whole, each run again.
  elsewhere(/^live\/.*(-store(\.part\d+)?|txs|headers|commit-info)\.jsonl$/, 'parity/ledger.test.ts'),
  elsewhere(/^simapp53-(genesis\.json|(txs|blocks|queries)\.jsonl)$/, 'parity/plainChain.test.ts'),
  ...mlnodeRows,
  later(/^apinode\//, 'the API node: network'),
];
