import { ActiveParticipants } from '../../gen/inference/inference/activeparticipants.js';
import { EpochParams } from '../../gen/inference/inference/params.js';
import { QueryEpochInfoResponse } from '../../gen/inference/inference/query.js';
import type { Node } from '../../node/node.js';
import { proto } from '../../types/codec.js';
import { consensusAddress } from '../../types/comet/keys.js';
import { messageType } from '../../types/descriptors/jsonShape.js';
import { wireToJson } from '../../types/descriptors/wireToJson.js';
import { EpochContext } from '../../types/epochContext.js';
import { goBase64ToBytes } from '../../types/goBase64.js';
import { bytesToBase64, bytesToHex, concatBytes, emptyBytes, uint64ToBytes, utf8ToBytes } from '../../util/bytes.js';
import { blockJson } from '../comet/shapes/block.js';
import { upperHex } from '../comet/shapes/json.js';
import type { QueryPort } from '../queryPort.js';
import { apiError, ask } from './apiQueries.js';
import { goStruct } from './goStruct.js';

/** What the API node needs of a node: its queries, and its blocks for proofs. */
export type ApiNode = QueryPort & Pick<Node, 'blocks'>;

/** The latest epoch: where it stands, and the heights of its stages and of the next one's. */
export function latestEpochText(node: QueryPort): string {
  const { value = emptyBytes } = node.query({ path: '/inference.inference.Query/EpochInfo' });
  const { blockHeight, params, latestEpoch } = proto(QueryEpochInfoResponse).decode(value);
  const lengths = params?.epochParams;
  if (latestEpoch === undefined || lengths === undefined) throw apiError('internal', 'the chain tells of no epoch');
  const start = { index: latestEpoch.index, pocStartBlockHeight: latestEpoch.pocStartBlockHeight };
  const epoch = new EpochContext(start, lengths);
  const next = new EpochContext(epoch.nextEpoch, lengths);
  const shownParams = wireToJson('inference.inference.EpochParams', proto(EpochParams).encode(lengths));
  return (
    `{"block_height":${blockHeight},` +
    `"latest_epoch":{"index":${start.index},"poc_start_block_height":${start.pocStartBlockHeight}},` +
    `"phase":"${epoch.phaseAt(blockHeight)}",` +
    `"epoch_stages":${stagesText(epoch)},"next_epoch_stages":${stagesText(next)},` +
    `"epoch_params":${goStruct(messageType('inference.inference.EpochParams'), shownParams)}}`
  );
}

/** Heights fit into a float. */
function stagesText({ stages }: EpochContext): string {
  const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const shown = Object.entries(stages).map(([name, value]) => [snake(name), value]);
  return JSON.stringify(Object.fromEntries(shown), (_, value) => (typeof value === 'bigint' ? Number(value) : value));
}

/**
 * Who takes part in an epoch, with what a light client needs to believe it: a proof of the record, the validators that
 * signed, and the block whose header has the app hash that the proof leads to.
 */
export function epochParticipantsText(node: ApiNode, named: string): string {
  const epoch = named === 'current' ? BigInt(ask(node, 'GetCurrentEpoch').json.epoch) : uint64Of(named);
  if (epoch === 0n) throw apiError('badRequest', 'Epoch enumeration starts with 1');
  const key = concatBytes(utf8ToBytes('ActiveParticipants/value/'), uint64ToBytes(epoch), utf8ToBytes('/'));
  const found = node.query({ path: '/store/inference/key', data: key }).value ?? emptyBytes;
  if (found.length === 0) {
    throw apiError('notFound', 'No active participants found for the specified epoch. Looks like PoC failed!');
  }
  const record = proto(ActiveParticipants).decode(found);
  const height = record.createdAtBlockHeight;
  const block = node.blocks.byHeight(height + 1n)?.block;
  if (block === undefined) throw apiError('internal', `block ${height + 1n}, which the proof needs, is not there`);
  const { value = emptyBytes, proofOps } = node.query({ path: '/store/inference/key', data: key, height, prove: true });
  const type = messageType('inference.inference.ActiveParticipants');
  const told = {
    addresses: record.participants.map(({ validatorKey }) => upperHex(consensusAddress(goBase64ToBytes(validatorKey)))),
    active_participants_bytes: bytesToHex(value),
    proof_ops: { ops: proofOps.map((op) => ({ ...op, key: bytesToBase64(op.key), data: bytesToBase64(op.data) })) },
    validators: validatorsAt(node, height),
    block: withNumbers(blockJson(block)),
  };
  return `{"active_participants":${goStruct(type, wireToJson(type, value))},${JSON.stringify(told).slice(1)}`;
}

function uint64Of(text: string): bigint {
  const value = /^\d{1,20}$/.test(text) ? BigInt(text) : -1n;
  if (value < 0n || BigInt.asUintN(64, value) !== value) throw apiError('badRequest', 'Invalid epoch id');
  return value;
}

const validatorsAt = ({ blocks }: ApiNode, height: bigint): readonly object[] =>
  (blocks.validators(height)?.validators ?? []).map(({ address, pubKey, power, priority }) => ({
    address: upperHex(address),
    pub_key: bytesToBase64(pubKey),
    voting_power: Number(power),
    proposer_priority: Number(priority),
  }));

/** The API node writes heights and versions as numbers. */
function withNumbers(block: unknown): unknown {
  const numbers = new Set(['height', 'block', 'app']);
  const text = JSON.stringify(block, (name, value) =>
    numbers.has(name) && typeof value === 'string' ? Number(value) : value,
  );
  return JSON.parse(text);
}
