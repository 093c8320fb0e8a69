import { TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { parseTime } from '../../sdk/time.js';
import type { Key } from '../../store/kv.js';
import type { ChainEvent } from '../../types/events.js';
import { base64ToBytes, bytesToLatin1, compareUtf8, hexToBytes } from '../../util/bytes.js';
import { CodedError, simErrors } from '../../util/errors.js';
import type { RecordedBlock, RecordedResults, RecordedTx, Recording, StoreWrites } from './recording.js';

/** The files of a recording by name, as text. */
export type RecordingFiles = ReadonlyMap<string, string>;

/** Whether a file of this name is read at all. */
export const isOfRecording = (name: string): boolean =>
  /^(genesis\.json|(headers|txs|commit-info|blocks)\.jsonl|.+-store(\.part\d+)?\.jsonl)$/.test(name);

// biome-ignore lint/suspicious/noExplicitAny: rows of foreign files; what is read of them is converted at once
type Row = any;

/**
 * Reads a recorded run in the form of the vectors' folder `live` (its README): headers, transactions, writes and roots of
 * every store at every height, and block results where there are any. A store without a file of its own counts by its root.
 *
 * @throws gonka-sim/26 with what is missing or does not fit together
 */
export function parseRecording(files: RecordingFiles): Recording {
  const genesis = JSON.parse(file(files, 'genesis.json')) as Row;
  const txs = group(rows(files.get('txs.jsonl') ?? ''), ({ height }) => Number(height));
  const results = new Map(rows(files.get('blocks.jsonl') ?? '').map((row) => [Number(row.height), resultsOf(row)]));
  const commits = new Map(rows(file(files, 'commit-info.jsonl')).map((row) => [Number(row.height), row]));
  const writes = storeWrites(files);
  const blocks = rows(file(files, 'headers.jsonl')).map((row): RecordedBlock => {
    const height = Number(row.height);
    const commit = commits.get(height) ?? fail(`commit-info.jsonl has no height ${height}`);
    const inBlock = txs.get(height) ?? [];
    if (inBlock.length !== row.tx_hashes.length) {
      fail(`txs.jsonl has ${inBlock.length} of the ${row.tx_hashes.length} transactions of height ${height}`);
    }
    return {
      ...headerOf(row),
      txs: inBlock.sort((a, b) => a.index - b.index).map(txOf),
      appHash: hexToBytes(commit.app_hash.toLowerCase()),
      roots: new Map(
        Object.entries<string>(commit.changed_stores).map(([name, root]) => [name, hexToBytes(root.toLowerCase())]),
      ),
      writes: new Map(
        [...writes].flatMap(([name, byHeight]) => {
          const here = byHeight.get(height);
          return here === undefined ? [] : [[name, here] as const];
        }),
      ),
      results: results.get(height),
    };
  });
  return {
    chainId: genesis.chain_id,
    genesisTime: parseTime(genesis.genesis_time),
    appState: genesis.app_state,
    consensusParams: genesis.consensus?.params,
    stores: [...(blocks[0]?.roots.keys() ?? fail('headers.jsonl is empty'))].sort(compareUtf8),
    written: new Set(writes.keys()),
    blocks,
  };
}

function headerOf({ height, header, last_commit: lastCommit }: Row) {
  return {
    height: BigInt(height),
    time: parseTime(header.time),
    proposer: hexToBytes(header.proposer_address.toLowerCase()),
    nextValidatorsHash: hexToBytes(header.next_validators_hash.toLowerCase()),
    // BlockIDFlag: 1 absent, 2 for the block, 3 for none.
    lastVotes: (lastCommit.signatures as Row[]).map(([flag, address]) => ({
      validator: hexToBytes((address ?? '').toLowerCase()),
      signed: flag !== 1,
    })),
  };
}

function txOf({ tx, label, result }: Row): RecordedTx {
  const bytes = base64ToBytes(tx);
  return {
    bytes,
    label: label ?? '',
    messageTypes: messageTypesOf(bytes),
    code: result.code ?? 0,
    codespace: result.codespace ?? '',
    log: result.log ?? '',
    data: base64ToBytes(result.data ?? ''),
    gasWanted: BigInt(result.gas_wanted ?? 0),
    gasUsed: BigInt(result.gas_used ?? 0),
    events: (result.events ?? []).map(eventOf),
  };
}

function messageTypesOf(bytes: Uint8Array): string[] {
  const { bodyBytes } = TxRaw.decode(bytes);
  return TxBody.decode(bodyBytes).messages.map(({ typeUrl }) => typeUrl);
}

function resultsOf({ block_results: found }: Row): RecordedResults {
  return {
    events: ((found.finalize_block_events ?? []) as Row[]).map(eventOf),
    validatorUpdates: ((found.validator_updates ?? []) as Row[]).map(({ pub_key: key, power }) => ({
      pubKey: base64ToBytes(key.Sum.value.ed25519),
      power: BigInt(power ?? 0),
    })),
  };
}

const eventOf = ({ type, attributes }: Row): ChainEvent => ({
  type,
  attributes: ((attributes ?? []) as Row[]).map(({ key, value }) => ({ key, value: value ?? '' })),
});

/** Writes by store and height; a large store comes in parts. */
function storeWrites(files: RecordingFiles): Map<string, Map<number, StoreWrites>> {
  const stores = new Map<string, Map<number, StoreWrites>>();
  for (const [name, text] of files) {
    const store = /^(.+)-store(?:\.part\d+)?\.jsonl$/.exec(name)?.[1];
    if (store === undefined) continue;
    const byHeight = stores.get(store) ?? new Map<number, StoreWrites>();
    for (const { height, changes } of rows(text)) byHeight.set(Number(height), writesOf(changes));
    stores.set(store, byHeight);
  }
  return stores;
}

const writesOf = (changes: readonly (readonly [string, string | null])[]): StoreWrites =>
  new Map(
    changes.map(([key, value]): [Key, Uint8Array | undefined] => [
      bytesToLatin1(hexToBytes(key)),
      value === null ? undefined : hexToBytes(value),
    ]),
  );

function file(files: RecordingFiles, name: string): string {
  return files.get(name) ?? fail(`there is no ${name}`);
}

function rows(text: string): Row[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

function group<T>(items: readonly T[], keyOf: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}

function fail(detail: string): never {
  throw new CodedError(simErrors.usage, `not a whole recording: ${detail}`);
}
