import type { BlockID, Commit } from 'cosmjs-types/tendermint/types/types';
import type { QueryRequest, QueryResponse } from '../../src/app/abci.js';
import { sdkAnte } from '../../src/app/ante/sdkAnte.js';
import { readConsensusParams } from '../../src/app/consensusParams.js';
import { surfaceBugs } from '../../src/app/failure.js';
import type { GonkaApp } from '../../src/app/gonkaApp.js';
import { parseRecording, type RecordingFiles } from '../../src/app/replay/parseRecording.js';
import { type ReplayedBlock, replay } from '../../src/app/replay/replay.js';
import type { TxResult } from '../../src/app/txResult.js';
import { deployed } from '../../src/module/profiles.js';
import type { BlockRecord } from '../../src/node/blockCodec.js';
import { blockEvents } from '../../src/node/blockEvents.js';
import type { BlockResults, StoredBlock } from '../../src/node/blockRecord.js';
import { BlockStore } from '../../src/node/blockStore.js';
import { type ChainTip, genesisTip, nextTip } from '../../src/node/chainTip.js';
import { EventBus } from '../../src/node/eventBus.js';
import { type GenesisFile, parseGenesisFile } from '../../src/node/genesisFile.js';
import { makeBlock } from '../../src/node/makeBlock.js';
import { Mempool } from '../../src/node/mempool.js';
import type { NodeStatus } from '../../src/node/node.js';
import { Signers } from '../../src/node/signers.js';
import { TxIndex } from '../../src/node/txIndex.js';
import type { ServedNode } from '../../src/rpc/comet/route.js';
import { parseTime } from '../../src/sdk/time.js';
import { pruneNothing } from '../../src/store/pruning.js';
import { fromTimestamp, toTimestamp } from '../../src/types/comet/time.js';
import { base64ToBytes, bytesToHex, equalBytes, hexToBytes } from '../../src/util/bytes.js';

// biome-ignore lint/suspicious/noExplicitAny: rows of foreign files
type Row = any;

const hex = (text: string): Uint8Array => hexToBytes(text.toLowerCase());

/**
 * A recorded chain as a node that clients can ask: our own application runs the recorded blocks, stores that no module here
 * owns are fed from the recording, and blocks carry the recorded votes. A `last_results_hash` that came out differently is
 * taken from the recording and its height is named, so that every block's hash counts by itself.
 */
export class RecordedNode implements ServedNode {
  readonly genesis: GenesisFile;
  readonly blocks: BlockStore;
  readonly txs: TxIndex;
  readonly mempool: Mempool;
  readonly events = new EventBus();
  /** Heights whose block has another hash than the recorded one. */
  readonly strayed: bigint[] = [];
  /** Heights whose results have another hash than the recorded ones. */
  readonly otherResults: bigint[] = [];
  readonly #rows: readonly Row[];
  readonly #replayed: Iterator<ReplayedBlock>;
  readonly #signers = new Signers([]);
  readonly #records = new Map<string, Uint8Array>();
  #tip: ChainTip;
  #app: GonkaApp | undefined;

  constructor(files: RecordingFiles, ante = sdkAnte) {
    const recording = parseRecording(files);
    const rowsOf = (name: string): Row[] =>
      files
        .get(name)!
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    this.#rows = rowsOf('headers.jsonl');
    this.genesis = parseGenesisFile(files.get('genesis.json')!, 'genesis.json');
    const { bech32Prefix, denom, time, initialHeight } = this.genesis;
    const store = { pruning: pruneNothing };
    const rules = { profile: deployed, bech32Prefix, denom, ante, store, onBug: surfaceBugs };
    this.#replayed = replay({ recording, ...rules }).blocks;
    const first = rowsOf('blocks.jsonl').find(({ height }) => BigInt(height) === initialHeight);
    const validators = (first.validators.validators as Row[]).map(({ pub_key, voting_power }) => ({
      pubKey: base64ToBytes(pub_key.value),
      power: BigInt(voting_power),
    }));
    const params = readConsensusParams(this.genesis.consensusParams);
    this.#tip = genesisTip({ initialHeight, time, validators, params });
    const records = { record: (key: string) => this.#records.get(key) };
    this.blocks = new BlockStore(records, 0n, 0n);
    this.blocks.askForTip(() => commitOf(this.#rowAt(this.height + 1n).last_commit));
    this.txs = new TxIndex(records, this.blocks);
    const room = { bytes: params.block!.maxBytes, gas: params.block!.maxGas };
    this.mempool = new Mempool({ check: (tx) => this.app.checkTx(tx), room: () => room });
    this.advance();
  }

  get app(): GonkaApp {
    return this.#app!;
  }

  get height(): bigint {
    return this.#tip.height;
  }

  /** The last height that was recorded, but for the one whose votes nobody has. */
  get lastRecorded(): bigint {
    return BigInt(this.#rows.at(-1)!.height) - 1n;
  }

  status(): NodeStatus {
    const summary = (height: bigint) => {
      const { block, blockId } = this.blocks.byHeight(height)!;
      return { height, hash: blockId.hash, appHash: block.header.appHash, time: 0n };
    };
    const [latest, earliest] = [summary(this.height), summary(this.blocks.earliest)];
    const [validator] = this.#tip.validators.set.validators;
    return {
      nodeId: '00'.repeat(20),
      moniker: 'recorded',
      chainId: this.genesis.chainId,
      latest,
      earliest,
      validator: validator!,
    };
  }

  query(request: QueryRequest): QueryResponse {
    return this.app.query(request);
  }

  broadcast(tx: Uint8Array): TxResult {
    return this.mempool.add(tx);
  }

  advanceTo(height: bigint): void {
    while (this.height < height) this.advance();
  }

  /** Runs the next recorded block. */
  advance(): void {
    const tip = this.#tip;
    const { value, done } = this.#replayed.next();
    if (done === true) throw new Error(`nothing was recorded after ${tip.height}`);
    this.#app = value.app;
    const row = this.#rowAt(tip.height + 1n);
    const { time, proposer } = value.recorded;
    const txs = value.recorded.txs.map(({ bytes }) => bytes);
    const stored = makeBlock(this.genesis.chainId, tip, { time, proposer, txs, lastCommit: commitOf(row.last_commit) });
    if (bytesToHex(stored.blockId.hash).toUpperCase() !== row.block_hash) this.strayed.push(stored.block.header.height);
    this.#keep(tip, stored, value);
  }

  #keep(tip: ChainTip, stored: StoredBlock, { result, appHash }: ReplayedBlock): void {
    const { height } = stored.block.header;
    const { txResults, events, validatorUpdates } = result;
    const results: BlockResults = {
      height,
      txResults,
      events,
      validatorUpdates,
      consensusParamUpdates: tip.params,
      appHash,
    };
    const following = this.#rowAt(height + 1n);
    const round = Number(following?.last_commit.round ?? 0);
    const next = nextTip(tip, stored, round, results);
    const resultsHash = hex(following?.header.last_results_hash ?? '');
    if (!equalBytes(resultsHash, next.resultsHash)) this.otherResults.push(height);
    this.#tip = { ...next, resultsHash };
    const { record, ops } = this.blocks.keep({ stored, results, round }, this.#tip);
    if (tip.height < tip.initialHeight) ops.push(...this.blocks.keepFirstSets(tip));
    for (const op of [...ops, ...this.txs.keep()]) {
      if (op.type === 'put') this.#records.set(op.key, op.value);
      else this.#records.delete(op.key);
    }
    this.blocks.added(record);
    this.mempool.blockMade(stored.block.data.txs, txResults);
    if (this.events.isHeard) this.#tell(record, tip);
  }

  /** As a node does, with stand-ins for the signatures that nobody has. */
  #tell(record: BlockRecord, { validators: { set } }: ChainTip): void {
    const { stored, round } = record;
    const { header } = stored.block;
    const commit = this.blocks.commit(header.height)!.commit;
    const time = fromTimestamp(header.time);
    const agreement = {
      chainId: header.chainId,
      height: header.height,
      round,
      blockId: stored.blockId,
      time,
      validators: set,
    };
    const turn = { round, proposer: header.proposerAddress };
    for (const event of blockEvents({ record, turn }, { agreement, commit }, this.#signers)) this.events.publish(event);
  }

  #rowAt(height: bigint): Row {
    return this.#rows[Number(height) - 1];
  }
}

const blockIdOf = ({ hash, parts }: Row): BlockID => ({
  hash: hex(hash),
  partSetHeader: { total: parts.total, hash: hex(parts.hash) },
});

const commitOf = ({ height, round, block_id, signatures }: Row): Commit => ({
  height: BigInt(height),
  round,
  blockId: blockIdOf(block_id),
  signatures: (signatures as Row[]).map(([flag, address, timestamp, signature]) => ({
    blockIdFlag: flag,
    validatorAddress: hex(address ?? ''),
    timestamp: toTimestamp(parseTime(timestamp)),
    signature: base64ToBytes(signature ?? ''),
  })),
});
