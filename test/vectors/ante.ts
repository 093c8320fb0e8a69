import { join } from 'node:path';
import { expect } from 'vitest';
import type { GasPrice } from '../../src/app/ante/deductFee.js';
import { sdkAnteWith } from '../../src/app/ante/sdkAnte.js';
import { openContext } from '../../src/app/context.js';
import { surfaceBugs } from '../../src/app/failure.js';
import { createGonkaApp } from '../../src/app/gonkaApp.js';
import type { GonkaKeepers } from '../../src/app/gonkaKeepers.js';
import { runTx, type TxMachine } from '../../src/app/runTx.js';
import type { TxMode, TxResult } from '../../src/app/txResult.js';
import { deployed } from '../../src/module/profiles.js';
import { parseTime } from '../../src/sdk/time.js';
import { infiniteGasMeter } from '../../src/store/gas.js';
import type { StoreBranch } from '../../src/store/kv.js';
import { meteredBranch } from '../../src/store/storeBranches.js';
import { base64ToBytes } from '../../src/util/bytes.js';
import * as dec from '../../src/util/legacyDec.js';
import { blockTimes, RecordedState, type Row, rows } from './ante/recordedState.js';
import { checkLiveTxs, checkSimappTxs } from './ante/signedTxs.js';
import type { FolderRow } from './suite.js';

/** Stores that the checks and messages of transactions touch, and the one whose reading every transaction pays first. */
const storesOfChain = ['consensus', 'acc', 'bank', 'staking', 'gov', 'group', 'collateral', 'inference', 'feegrant'];

/** A chain as its node recorded it, to run single transactions on. */
class RecordedChain {
  readonly chainId: string;
  readonly times: ReadonlyMap<number, bigint>;
  readonly #state: RecordedState;

  constructor(folder: string) {
    this.times = blockTimes(folder);
    this.#state = new RecordedState(folder, storesOfChain);
    this.chainId = rows(join(folder, 'headers.jsonl'))[0].header.chain_id;
  }

  /** Runs a transaction on what height `after` left behind, in a block of height `block`. */
  run(machine: TxMachine<GonkaKeepers>, bytes: Uint8Array, mode: TxMode, after: number, height: number): TxResult {
    const time = this.times.get(height)!;
    const info = {
      chainId: this.chainId,
      height: BigInt(height),
      time,
      proposer: new Uint8Array(20),
      previousAppHash: new Uint8Array(32),
    };
    const stores = this.#state.after(after);
    const block = openContext(info, stores, infiniteGasMeter());
    return runTx({ ...machine, openingGas: () => paramsGas(stores) }, block, bytes, mode);
  }
}

/** What the SDK takes for reading the consensus parameters. */
function paramsGas(stores: StoreBranch): bigint {
  const gas = infiniteGasMeter();
  meteredBranch(stores, gas).store('consensus').get('Consensus');
  return gas.consumed;
}

const machineWith = (minGasPrices: readonly GasPrice[]): TxMachine<GonkaKeepers> =>
  createGonkaApp({
    profile: deployed,
    bech32Prefix: 'gonka',
    denom: 'ngonka',
    ante: sdkAnteWith({ minGasPrices }),
    onBug: surfaceBugs,
  }).machine;

/** A log without the stack of a panic, which ours does not have. */
const logOf = (log: string): string => log.replace(/\nstack:\n.*: panic$/s, ': panic');
const toldBy = ({ code, codespace, log }: { code: number; codespace: string; log: string }) => ({
  code,
  codespace,
  log: logOf(log),
});

/** The height whose state a refusal shows: what its text says, or that of the last transaction that was included. */
function checkedAfter(
  { check_tx: { log = '' }, delivered }: Row,
  last: number,
  times: ReadonlyMap<number, bigint>,
): number {
  if (delivered) return Number(delivered.height) - 1;
  const height = /^block height: (\d+)/.exec(log)?.[1];
  if (height) return Number(height);
  const time = /^block time: (\S+) (\S+) \+0000 UTC/.exec(log);
  if (time) {
    const nanos = parseTime(`${time[1]}T${time[2]}Z`);
    return [...times].find(([, candidate]) => candidate === nanos)![0];
  }
  return last;
}

const eventsBy = ({ events }: { readonly events: Row }): unknown =>
  events.map(({ type, attributes }: Row) => [type, attributes.map(({ key, value }: Row) => [key, value ?? ''])]);

/** What became of the cases: what differs, and how many cost exactly the recorded gas. */
interface AnteScore {
  readonly compared: number;
  readonly wrong: readonly unknown[];
  readonly gas: { readonly exact: number; readonly all: number; readonly different: readonly string[] };
}

const scores = new Map<string, AnteScore>();

function scoreOf(folder: string): AnteScore {
  const known = scores.get(folder) ?? runCases(join(folder, 'live'));
  scores.set(folder, known);
  return known;
}

/** Runs every case on the recorded state, before the block and in it; refusals of the node's mempool belong to a node. */
function runCases(live: string): AnteScore {
  const chain = new RecordedChain(live);
  const open = machineWith([]);
  let [machine, last, compared, gasCases] = [open, 0, 0, 0];
  const [wrong, different]: [unknown[], string[]] = [[], []];
  const compare = (name: string, mine: TxResult, wanted: Row, gasUsed: string | undefined): void => {
    compared += 1;
    const [told, expected] = [toldBy(mine), toldBy({ codespace: '', ...wanted })];
    if (JSON.stringify(told) !== JSON.stringify(expected)) wrong.push({ name, told, expected });
    if (wanted.events) {
      const [got, there] = [eventsBy(mine), eventsBy(wanted)];
      if (JSON.stringify(got) !== JSON.stringify(there)) wrong.push({ name, got, there });
    }
    if (gasUsed === undefined) return;
    gasCases += 1;
    if (String(mine.gasUsed) !== gasUsed) different.push(`${name}: ${mine.gasUsed} instead of ${gasUsed}`);
  };
  for (const row of rows(join(live, 'ante.jsonl'))) {
    const { name, tx, check_tx: checked, check_tx_full: full, delivered } = row;
    const price = /^min gas price (\d+)([a-z]+):/.exec(name);
    if (price) machine = machineWith([{ denom: price[2]!, amount: dec.fromInt(BigInt(price[1]!)) }]);
    if (!name.startsWith('min gas price')) machine = open;
    if (checked.rpc_error) continue;
    const after = checkedAfter(row, last, chain.times);
    const bytes = base64ToBytes(tx);
    compare(name, chain.run(machine, bytes, 'check', after, after), checked, full?.gas_used);
    if (!delivered) continue;
    last = Number(delivered.height);
    compare(`${name}, delivered`, chain.run(machine, bytes, 'finalize', last - 1, last), delivered, delivered.gas_used);
  }
  return { compared, wrong, gas: { exact: gasCases - different.length, all: gasCases, different } };
}

/** Rows of the suite: what real nodes answered to good and bad transactions. */
export const anteRows: readonly FolderRow[] = [
  {
    kind: 'folder',
    title:
      'transactions are refused and taken as by the recorded node: code, codespace, log and events (refusals of its mempool and its RPC: test/parity/ante.test.ts)',
    matches: (file) => file === 'live/ante.jsonl',
    check(folder) {
      const { compared, wrong } = scoreOf(folder);
      expect(wrong).toEqual([]);
      expect(compared).toBeGreaterThan(0);
    },
  },
  {
    kind: 'folder',
    title:
      'and cost what they cost there, but for at most one in twenty (a score: fees meet another balance of the collector)',
    matches: (file) => file === 'live/ante.jsonl',
    check(folder) {
      const { exact, all, different } = scoreOf(folder).gas;
      expect(exact * 20, different.join('\n')).toBeGreaterThanOrEqual(all * 19);
    },
  },
  {
    kind: 'folder',
    title: 'the signatures of all recorded transactions are good, in three modes',
    matches: (file) => file === 'live/txs.jsonl',
    check: checkLiveTxs,
  },
  {
    kind: 'folder',
    title: 'the signatures that CosmJS made for a plain SDK node are good, and the bad one is refused for its reason',
    matches: (file) => file === 'simapp53-txs.jsonl' || file === 'simapp53-genesis.json',
    check: checkSimappTxs,
  },
];
