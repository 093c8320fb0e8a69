import { Timestamp } from 'cosmjs-types/google/protobuf/timestamp';
import { type Proposal, SignedMsgType, type Vote } from 'cosmjs-types/tendermint/types/types';
import { proto } from '../codec.js';
import { SlabWriter } from '../slabWriter.js';
import { encodeBlockId, isNilBlockId } from './blockId.js';

// What validators sign: canonical messages of fixed-size heights and rounds, with the chain's id, length first. No package
// has their codecs, so they are written here field by field (CometBFT, types/canonical).

/** The key of a protobuf field. */
const varintField = (number: number): number => number << 3;
const fixedField = (number: number): number => (number << 3) | 1;
const bytesField = (number: number): number => (number << 3) | 2;

const writer = new SlabWriter();

/** Starts a canonical message behind its length. */
const begin = (): SlabWriter => writer.reset().fork();
const end = (): Uint8Array => writer.join().finish();

function writeHeightAndRound(field: number, height: bigint, round: number): void {
  if (height !== 0n) writer.uint32(fixedField(field)).sfixed64(height);
  if (round !== 0) writer.uint32(fixedField(field + 1)).sfixed64(BigInt(round));
}

/** The id of no block is left out; the time never is. */
function writeBlockIdAndTime(field: number, { blockId, timestamp }: Pick<Vote, 'blockId' | 'timestamp'>): void {
  if (!isNilBlockId(blockId)) writer.uint32(bytesField(field)).bytes(encodeBlockId(blockId));
  writer.uint32(bytesField(field + 1)).bytes(proto(Timestamp).encode(timestamp));
}

function writeChainId(field: number, chainId: string): void {
  if (chainId !== '') writer.uint32(bytesField(field)).string(chainId);
}

/** What a validator signs to prevote or precommit. */
export function voteSignBytes(
  chainId: string,
  vote: Pick<Vote, 'type' | 'height' | 'round' | 'blockId' | 'timestamp'>,
): Uint8Array {
  begin();
  if (vote.type !== SignedMsgType.SIGNED_MSG_TYPE_UNKNOWN) writer.uint32(varintField(1)).int32(vote.type);
  writeHeightAndRound(2, vote.height, vote.round);
  writeBlockIdAndTime(4, vote);
  writeChainId(6, chainId);
  return end();
}

/** What a proposer signs. */
export function proposalSignBytes(
  chainId: string,
  proposal: Pick<Proposal, 'height' | 'round' | 'polRound' | 'blockId' | 'timestamp'>,
): Uint8Array {
  begin().uint32(varintField(1)).int32(SignedMsgType.SIGNED_MSG_TYPE_PROPOSAL);
  writeHeightAndRound(2, proposal.height, proposal.round);
  if (proposal.polRound !== 0) writer.uint32(varintField(4)).int64(BigInt(proposal.polRound));
  writeBlockIdAndTime(5, proposal);
  writeChainId(7, chainId);
  return end();
}

/** What a validator signs to extend a vote. */
export function voteExtensionSignBytes(
  chainId: string,
  vote: Pick<Vote, 'height' | 'round' | 'extension'>,
): Uint8Array {
  begin();
  if (vote.extension.length > 0) writer.uint32(bytesField(1)).bytes(vote.extension);
  writeHeightAndRound(2, vote.height, vote.round);
  writeChainId(4, chainId);
  return end();
}
