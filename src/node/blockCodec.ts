import { type Event, type ExecTxResult, ResponseFinalizeBlock } from 'cosmjs-types/tendermint/abci/types';
import { Block } from 'cosmjs-types/tendermint/types/block';
import { BlockID } from 'cosmjs-types/tendermint/types/types';
import type { TxResult } from '../app/txResult.js';
import { ByteReader, ByteWriter } from '../store/byteCodec.js';
import { proto } from '../types/codec.js';
import { encodeBlock } from '../types/comet/block.js';
import type { ChainEvent } from '../types/events.js';
import { bytesToUtf8, emptyBytes, utf8ToBytes } from '../util/bytes.js';
import { type BlockResults, type ByHand, nothingByHand, type StoredBlock } from './blockRecord.js';

/** All that is kept of one height. */
export interface BlockRecord {
  readonly stored: StoredBlock;
  readonly results: BlockResults;
  /** In which the block was agreed on. */
  readonly round: number;
  /** The last height up to two above at which a validator set is kept whole; those after it follow from it. */
  readonly setAt: bigint;
  readonly byHand: ByHand;
}

/** `blockBytes` are those of the block, for who has them already. */
export function encodeRecord(
  { stored, results, round, setAt, byHand }: BlockRecord,
  blockBytes: Uint8Array = encodeBlock(stored.block),
): Uint8Array {
  const writer = new ByteWriter()
    .bytes(proto(BlockID).encode(stored.blockId))
    .bytes(blockBytes)
    .number(round)
    .number(Number(setAt))
    .bytes(proto(ResponseFinalizeBlock).encode(toMessage(results)));
  // Most blocks have nothing to say here, and say nothing.
  if (byHand !== nothingByHand) writeByHand(writer, byHand);
  // The writer's buffer is larger than what is in it, and this one may stay in memory.
  return writer.finish().slice();
}

export function decodeRecord(bytes: Uint8Array): BlockRecord {
  const reader = new ByteReader(bytes);
  const blockId = proto(BlockID).decode(reader.bytes());
  const blockBytes = reader.bytes();
  const block = proto(Block).decode(blockBytes);
  const [round, setAt] = [reader.number(), BigInt(reader.number())];
  const results = fromMessage(block.header.height, proto(ResponseFinalizeBlock).decode(reader.bytes()));
  const byHand = reader.done ? nothingByHand : readByHand(reader);
  return { stored: { block, blockId, size: blockBytes.length }, results, round, setAt, byHand };
}

function writeByHand(writer: ByteWriter, { interventions, impersonated }: ByHand): void {
  writer.number(interventions.length);
  for (const { name, detail, writes } of interventions) {
    writer.bytes(utf8ToBytes(name)).bytes(utf8ToBytes(detail)).number(writes.length);
    for (const { store, key, value } of writes) writer.bytes(utf8ToBytes(store)).text(key).optional(value);
  }
  writer.number(impersonated.length);
  for (const address of impersonated) writer.bytes(utf8ToBytes(address));
}

function readByHand(reader: ByteReader): ByHand {
  const words = () => bytesToUtf8(reader.bytes());
  const list = <T>(read: () => T): T[] => Array.from({ length: reader.number() }, read);
  const write = () => ({ store: words(), key: reader.text(), value: reader.optional() });
  const interventions = list(() => ({ name: words(), detail: words(), writes: list(write) }));
  return { interventions, impersonated: list(words) };
}

const toEvent = ({ type, attributes }: ChainEvent): Event => ({
  type,
  attributes: attributes.map(({ key, value }) => ({ key, value, index: true })),
});

const fromEvent = ({ type, attributes }: Event): ChainEvent => ({
  type,
  attributes: attributes.map(({ key, value }) => ({ key, value })),
});

const toTxMessage = (result: TxResult): ExecTxResult => ({ ...result, info: '', events: result.events.map(toEvent) });

const fromTxMessage = ({ info: _, events, ...result }: ExecTxResult): TxResult => ({
  ...result,
  events: events.map(fromEvent),
});

const toMessage = (results: BlockResults): ResponseFinalizeBlock => ({
  events: results.events.map(toEvent),
  txResults: results.txResults.map(toTxMessage),
  validatorUpdates: results.validatorUpdates.map(({ pubKey, power }) => ({ pubKey: { ed25519: pubKey }, power })),
  consensusParamUpdates: results.consensusParamUpdates,
  appHash: results.appHash,
});

function fromMessage(height: bigint, message: ResponseFinalizeBlock): BlockResults {
  return {
    height,
    txResults: message.txResults.map(fromTxMessage),
    events: message.events.map(fromEvent),
    validatorUpdates: message.validatorUpdates.map(({ pubKey, power }) => ({
      pubKey: pubKey.ed25519 ?? emptyBytes,
      power,
    })),
    consensusParamUpdates: message.consensusParamUpdates!,
    appHash: message.appHash,
  };
}
