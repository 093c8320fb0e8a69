import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuthInfo, TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { type Coins, fromProtoCoins, toCoins } from '../../src/sdk/coins.js';
import { chainConfig, type SdkConfig } from '../../src/sdk/config.js';
import { openSdk, type SdkKeepers } from '../../src/sdk/keepers.js';
import { sdkModules } from '../../src/sdk/modules.js';
import type { SdkMsgRoute } from '../../src/sdk/routes.js';
import { parseTime } from '../../src/sdk/time.js';
import { infiniteGasMeter } from '../../src/store/gas.js';
import type { Key, KVStore } from '../../src/store/kv.js';
import { MemoryStore } from '../../src/store/memoryStore.js';
import { branchOf } from '../../src/store/storeBranches.js';
import { Value } from '../../src/store/value.js';
import { branch } from '../../src/types/branch.js';
import type { Context } from '../../src/types/context.js';
import { EventLog } from '../../src/types/eventLog.js';
import type { ChainEvent } from '../../src/types/events.js';
import type { MsgRoute, MsgRouter } from '../../src/types/module.js';
import {
  base64ToBytes,
  bytesToHex,
  bytesToLatin1,
  bytesToUtf8,
  hexToBytes,
  latin1ToBytes,
} from '../../src/util/bytes.js';
import { CodedError } from '../../src/util/errors.js';
import { recordedWrites } from './sdk.js';
import { vectorsFolder } from './shared.js';

export type Changes = ReadonlyMap<string, string | null>;

export interface RecordedTx {
  readonly height: number;
  readonly label?: string;
  readonly messages: readonly Any[];
  readonly feePayer: string | undefined;
  readonly fee: Coins;
  readonly result: {
    readonly code: number;
    readonly codespace: string;
    readonly log: string;
    readonly events: readonly ChainEvent[];
  };
}

/** A block of the recorded run, on the state that the node had before it. */
export interface RecordedBlock {
  readonly height: number;
  readonly ctx: Context;
  readonly keepers: SdkKeepers;
  readonly config: SdkConfig;
  readonly txs: readonly RecordedTx[];
  readonly nextValidatorsHash: Uint8Array;
  /** What was written in this block so far, by us. */
  written(store: string): Changes;
  /** What the node wrote in this block. */
  recorded(store: string): Changes;
}

/** A store that keeps what is written apart and does not see it again. */
class Recorder implements KVStore {
  readonly changes = new Map<Key, Value | undefined>();

  constructor(readonly below: KVStore) {}

  get = (key: Key) => this.below.get(key);
  has = (key: Key) => this.below.has(key);
  iterate: KVStore['iterate'] = (range) => this.below.iterate(range);
  set = (key: Key, value: Value): void => void this.changes.set(key, value);
  delete = (key: Key): void => void this.changes.set(key, undefined);

  /** Writes that change the tree: removing what is not there does nothing. */
  effective(): Changes {
    const kept = [...this.changes].filter(([key, value]) => value !== undefined || this.below.has(key));
    const hex = kept.map(
      ([key, value]) => [bytesToHex(latin1ToBytes(key)), value ? bytesToHex(value.bytes) : null] as const,
    );
    return new Map(hex.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

const lines = (file: string): string[] =>
  readFileSync(join(vectorsFolder, 'live', file), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

function recordedTxs(): Map<number, RecordedTx[]> {
  const byHeight = new Map<number, RecordedTx[]>();
  for (const line of lines('txs.jsonl')) {
    const { height, index, label, tx, result } = JSON.parse(line);
    const raw = TxRaw.decode(base64ToBytes(tx));
    const body = TxBody.decode(raw.bodyBytes);
    const fee = toCoins(fromProtoCoins(AuthInfo.decode(raw.authInfoBytes).fee?.amount ?? []));
    const attributes = (result.events as ChainEvent[]).flatMap((event) => event.attributes);
    const feePayer = attributes.find(({ key }) => key === 'fee_payer')?.value;
    const list = byHeight.get(height) ?? [];
    list[index] = { height, label, messages: body.messages, feePayer, fee, result };
    byHeight.set(height, list);
  }
  return byHeight;
}

/** Routes the SDK's messages; those of other modules are taken as done, with the first text field as signer. */
export function sdkRouter(config: () => SdkConfig): MsgRouter {
  const routes = new Map<string, SdkMsgRoute>();
  const find = (typeUrl: string) => {
    if (routes.size === 0)
      for (const module of sdkModules(config())) for (const route of module.msgs) routes.set(route.typeUrl, route);
    return routes.get(typeUrl) as unknown as MsgRoute<SdkKeepers> | undefined;
  };
  return {
    signers({ typeUrl, value }) {
      const route = find(typeUrl);
      if (route) return route.signers(route.request.decode(value));
      return [bytesToUtf8(value.slice(2, 2 + value[1]!))];
    },
    validateBasic: () => {},
    execute(ctx, { typeUrl, value }) {
      const route = find(typeUrl);
      if (!route) return { typeUrl: '', value: new Uint8Array(0) };
      const response = route.handle(ctx, openSdk(ctx, config()), route.request.decode(value));
      return { typeUrl: route.responseTypeUrl, value: route.response.encode(response) };
    },
  };
}

/** The blocks of the recorded run, each on the node's own state of these stores. */
export function* recordedBlocks(stores: readonly string[]): Generator<RecordedBlock> {
  const txs = recordedTxs();
  const state = new Map(stores.map((name) => [name, new MemoryStore()]));
  const writes = new Map(stores.map((name) => [name, recordedWrites(name)]));
  const next = new Map(stores.map((name) => [name, writes.get(name)!.next().value]));
  const config: SdkConfig = chainConfig({ bech32Prefix: 'gonka', denom: 'ngonka', router: sdkRouter(() => config) });
  for (const line of lines('headers.jsonl')) {
    const { height, header } = JSON.parse(line);
    const recorders = new Map(stores.map((name) => [name, new Recorder(state.get(name)!)]));
    const view = { store: (name: string): KVStore => recorders.get(name) ?? notRecorded };
    const open = branchOf(view);
    const events = new EventLog();
    const ctx: Context = {
      block: {
        chainId: header.chain_id,
        height: BigInt(height),
        time: parseTime(header.time),
        proposer: hexToBytes(header.proposer_address.toLowerCase()),
        previousAppHash: hexToBytes(header.app_hash.toLowerCase()),
      },
      stores: open,
      gas: infiniteGasMeter(),
      events,
      emit: (event) => events.emit(event),
    };
    const recorded = (name: string): Changes => {
      const found = next.get(name);
      return new Map(found?.height === height ? found.changes : []);
    };
    yield {
      height,
      ctx,
      keepers: openSdk(ctx, config),
      config,
      txs: (txs.get(height) ?? []).filter((tx) => tx !== undefined),
      written(name) {
        open.write();
        return recorders.get(name)!.effective();
      },
      recorded,
      nextValidatorsHash: hexToBytes(header.next_validators_hash.toLowerCase()),
    };
    for (const name of stores) {
      if (next.get(name)?.height !== height) continue;
      for (const [key, value] of recorded(name)) {
        const bytes = bytesToLatin1(hexToBytes(key));
        if (value === null) state.get(name)!.delete(bytes);
        else state.get(name)!.set(bytes, Value.ofBytes(hexToBytes(value)));
      }
      next.set(name, writes.get(name)!.next().value);
    }
  }
}

/** Stands for the stores that a replay leaves out. */
const notRecorded = new MemoryStore();

/** Takes a transaction's fee, then runs its messages as the app does: all or nothing. Answers what a client would see of them. */
export function runTx(
  block: RecordedBlock,
  tx: RecordedTx,
): { code: number; codespace: string; log: string; events: readonly ChainEvent[] } {
  if (tx.feePayer && tx.fee.length > 0) block.keepers.bank.sendToModule(tx.feePayer, 'fee_collector', tx.fee);
  const inner = branch(block.ctx);
  for (const [index, message] of tx.messages.entries()) {
    try {
      block.config.router.execute(inner, message);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      const log = `failed to execute message; message index: ${index}: ${error.message}`;
      return { code: error.code, codespace: error.codespace, log, events: [] };
    }
  }
  inner.commit();
  return { code: 0, codespace: '', log: '', events: inner.events.all };
}

/** The events of each block's end, without their mode, by height; the recording has them for the first 310 blocks. */
export function endBlockEvents(): Map<number, ChainEvent[]> {
  const pairs = lines('blocks.jsonl').map((line) => {
    const { height, block_results } = JSON.parse(line);
    const events = (block_results.finalize_block_events ?? []) as ChainEvent[];
    const ofEnd = events.filter(({ attributes }) => attributes.at(-1)?.value === 'EndBlock');
    const plain = ofEnd.map(({ type, attributes }) => ({
      type,
      attributes: attributes.slice(0, -1).map(({ key, value }) => ({ key, value })),
    }));
    return [height as number, plain] as const;
  });
  return new Map(pairs);
}

/** The events that handlers emitted, without what the app adds. */
export function handlerEvents(events: readonly ChainEvent[]): ChainEvent[] {
  return events
    .filter(({ attributes }) => attributes.some(({ key }) => key === 'msg_index'))
    .filter(({ type, attributes }) => !(type === 'message' && attributes[0]?.key === 'action'))
    .map(({ type, attributes }) => ({
      type,
      attributes: attributes.filter(({ key }) => key !== 'msg_index').map(({ key, value }) => ({ key, value })),
    }));
}
