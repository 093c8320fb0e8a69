import { LedgerStores, type Write } from '../../src/app/replay/ledger.js';
import type { RecordingFiles } from '../../src/app/replay/parseRecording.js';
import { genesisText } from '../../src/network/makeGenesis.js';
import { parseScenario } from '../../src/network/scenario.js';
import { openSimulation } from '../../src/network/simulation.js';
import { type GenesisFile, parseGenesisFile } from '../../src/node/genesisFile.js';
import { beginOrGoOn, type GonkaApp } from '../../src/node/openChain.js';
import { changedRoots, type Roots, rootsOf } from '../../src/node/recording/roots.js';
import { formatTime } from '../../src/sdk/time.js';
import type { Key } from '../../src/store/kv.js';
import { commitVotes } from '../../src/types/comet/commitVotes.js';
import {
  emptyValidatorSet,
  makeValidatorSet,
  nextValidatorSet,
  type ValidatorSet,
  validatorSetHash,
} from '../../src/types/comet/validatorSet.js';
import { readBech32, writeBech32 } from '../../src/util/bech32.js';
import { bytesToBase64, bytesToHex, latin1ToBytes } from '../../src/util/bytes.js';
import { sha256 } from '../../src/util/sha256.js';

// A chain of our own, recorded in the form of the golden recordings: with another prefix, denomination, first height, epoch
// and parameters, so that nothing can depend on those of the golden one.

const scenario = `
schema: gonka-sim/scenario/1
name: recorded
blockSeconds: 7
participants:
  - name: alice
    nodes:
      - { id: n1, models: [Qwen/QwQ-32B], nonces: 12 }
      - { id: n2, models: [Qwen/Qwen2.5-7B-Instruct], nonces: 5 }
  - name: bob
    nodes:
      - { id: n1, models: [Qwen/QwQ-32B], nonces: 11 }
  - name: carol
    nodes:
      - { id: n1, models: [Qwen/QwQ-32B], nonces: 10 }
traffic:
  - { model: Qwen/QwQ-32B, requestsPerBlock: 0.7 }
`;

const profile = 'gonka-2025-08';

const epoch = {
  epoch_length: '18',
  epoch_shift: '3',
  poc_stage_duration: '3',
  poc_exchange_duration: '1',
  poc_validation_delay: '1',
  poc_validation_duration: '3',
  set_new_validators_delay: '2',
};

/** The genesis of another chain: every address under another prefix, every coin of another denomination. */
async function otherGenesis(initialHeight: bigint): Promise<GenesisFile> {
  const text = await genesisText({ scenario: parseScenario(scenario, 'scenario'), profile });
  const renamed = text
    .replace(/"(gonka(?:valoper|valcons)?)(1[a-z0-9]{38,})"/g, (_, prefix: string, rest: string) => {
      const read = readBech32(prefix + rest);
      if (!read.ok) throw new Error(read.complaint);
      return `"${writeBech32(prefix.replace('gonka', 'mars'), read.data)}"`;
    })
    .replaceAll('ngonka', 'udust');
  const genesis = JSON.parse(renamed);
  // What the deployed chain has no place for.
  const { profile: _, hardware_nodes_list, initial_ml_nodes, ...inference } = genesis.app_state.inference;
  const { multi_model_params, ...params } = inference.params;
  Object.assign(params.epoch_params, epoch);
  Object.assign(params.validation_params, { expiration_blocks: '4' });
  genesis.app_state.inference = { ...inference, params };
  return parseGenesisFile(
    JSON.stringify({ ...genesis, chain_id: 'mars-7', initial_height: Number(initialHeight) }),
    'g',
  );
}

type BlockWrites = ReadonlyMap<string, ReadonlyMap<Key, Write>>;

const upper = (bytes: Uint8Array): string => bytesToHex(bytes).toUpperCase();
const jsonLines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

interface Rows {
  readonly headers: object[];
  readonly commits: object[];
  readonly txs: object[];
  readonly stores: Map<string, object[]>;
}

/** Runs the other chain and writes its recording. */
export async function ownRecording(options: { blocks: number; initialHeight?: bigint }): Promise<RecordingFiles> {
  const genesis = await otherGenesis(options.initialHeight ?? 1n);
  const rows: Rows = { headers: [], commits: [], txs: [], stores: new Map() };
  const chain = recordedChain(genesis, rows);
  // Somebody must say what the participants send: the same network on a chain of its own.
  const crowd = await openSimulation({ genesis, scenario: parseScenario(scenario, 'scenario'), profile, seed: '5' });
  for (let i = 0; i < options.blocks; i++) chain(crowd.nextBlock());
  return new Map([
    ['genesis.json', JSON.stringify(genesis.document)],
    ['headers.jsonl', jsonLines(rows.headers)],
    ['commit-info.jsonl', jsonLines(rows.commits)],
    ['txs.jsonl', jsonLines(rows.txs)],
    ...[...rows.stores].map(([name, own]): [string, string] => [`${name}-store.jsonl`, jsonLines(own)]),
  ]);
}

interface SentBlock {
  readonly height: bigint;
  readonly time: bigint;
  readonly txs: readonly Uint8Array[];
}

/** A chain that writes down each block that it is given. */
function recordedChain(genesis: GenesisFile, rows: Rows): (block: SentBlock) => void {
  let written: BlockWrites = new Map();
  const watch = {
    modules: <T>(all: T) => all,
    stores: (base: ConstructorParameters<typeof LedgerStores>[0]) =>
      new LedgerStores(
        base,
        () => '',
        (below, ledger) => {
          written = ledger;
          for (const [name, writes] of ledger) {
            for (const [key, { value }] of writes) {
              value ? below.store(name).set(key, value) : below.store(name).delete(key);
            }
          }
          below.write();
        },
      ),
  };
  const { app, genesisValidators } = beginOrGoOn({ genesis, profile, watch });
  let [before, set] = [emptyValidatorSet, makeValidatorSet(genesisValidators!)];
  let next = nextValidatorSet(set, []);
  let roots: Roots = new Map();
  return ({ height, time, txs }) => {
    const [proposer, nextValidatorsHash] = [set.proposer!.address, validatorSetHash(next)];
    const lastVotes = commitVotes(before, () => true);
    const result = app.finalizeBlock({ height, time, proposer, nextValidatorsHash, lastVotes, txs });
    const { appHash } = app.commit();
    rows.headers.push({
      height: Number(height),
      header: {
        time: formatTime(time),
        proposer_address: upper(proposer),
        next_validators_hash: upper(nextValidatorsHash),
      },
      last_commit: { signatures: signatures(before) },
      tx_hashes: txs.map((tx) => upper(sha256(tx))),
      evidence: [],
    });
    txs.forEach((tx, index) => {
      const { code, codespace, log, data, gasWanted, gasUsed, events } = result.txResults[index]!;
      const answer = { code, codespace, log, data: bytesToBase64(data), events };
      const gas = { gas_wanted: String(gasWanted), gas_used: String(gasUsed) };
      rows.txs.push({ height: Number(height), index, tx: bytesToBase64(tx), result: { ...answer, ...gas } });
    });
    roots = writeStores(app, { height, appHash, written, before: roots }, rows);
    [before, set, next] = [set, next, nextValidatorSet(next, result.validatorUpdates)];
  };
}

const signatures = ({ validators }: ValidatorSet): unknown[] => validators.map(({ address }) => [2, upper(address)]);

function writeStores(
  app: GonkaApp,
  block: { height: bigint; appHash: Uint8Array; written: BlockWrites; before: Roots },
  rows: Rows,
): Roots {
  const roots = rootsOf(app);
  const changed = [...changedRoots(block.before, roots)].map(([name, root]) => [name, upper(root)]);
  const height = Number(block.height);
  rows.commits.push({ height, app_hash: upper(block.appHash), changed_stores: Object.fromEntries(changed) });
  for (const name of roots.keys()) {
    const own = rows.stores.get(name) ?? [];
    rows.stores.set(name, own);
    const writes = [...(block.written.get(name) ?? new Map<Key, Write>())].sort(([a], [b]) => (a < b ? -1 : 1));
    const changes = writes.map(([key, { value }]) => [
      bytesToHex(latin1ToBytes(key)),
      value === undefined ? null : bytesToHex(value.bytes),
    ]);
    if (changes.length > 0) own.push({ height, changes });
  }
  return roots;
}
