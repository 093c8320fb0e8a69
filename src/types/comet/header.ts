import { Timestamp } from 'cosmjs-types/google/protobuf/timestamp';
import type { Header } from 'cosmjs-types/tendermint/types/types';
import { Consensus } from 'cosmjs-types/tendermint/version/types';
import { emptyBytes, utf8ToBytes } from '../../util/bytes.js';
import { merkleRoot } from '../../util/merkle.js';
import { proto } from '../codec.js';
import { SlabWriter } from '../slabWriter.js';
import { encodeBlockId } from './blockId.js';

/** CometBFT's version of the block format, 0.38. */
export const blockProtocol = 11n;

/**
 * The 14 items that a header's hash is the merkle root of, in order.
 *
 * Texts, numbers and byte strings are wrapped as field 1 of a message of their own; what is empty or zero is an empty item.
 */
export function headerLeaves(header: Header): readonly Uint8Array[] {
  return [
    proto(Consensus).encode(header.version),
    wrapBytes(utf8ToBytes(header.chainId)),
    wrapInt(header.height),
    proto(Timestamp).encode(header.time),
    encodeBlockId(header.lastBlockId),
    wrapBytes(header.lastCommitHash),
    wrapBytes(header.dataHash),
    wrapBytes(header.validatorsHash),
    wrapBytes(header.nextValidatorsHash),
    wrapBytes(header.consensusHash),
    wrapBytes(header.appHash),
    wrapBytes(header.lastResultsHash),
    wrapBytes(header.evidenceHash),
    wrapBytes(header.proposerAddress),
  ];
}

/** The hash that names a block; a header without validators hash has none. */
export function headerHash(header: Header): Uint8Array | undefined {
  return header.validatorsHash.length === 0 ? undefined : merkleRoot(headerLeaves(header));
}

const writer = new SlabWriter();

const wrapBytes = (bytes: Uint8Array): Uint8Array =>
  bytes.length === 0 ? emptyBytes : writer.reset().uint32(10).bytes(bytes).finish();

const wrapInt = (value: bigint): Uint8Array =>
  value === 0n ? emptyBytes : writer.reset().uint32(8).int64(value).finish();
