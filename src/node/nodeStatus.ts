import { fromTimestamp } from '../types/comet/time.js';
import type { ValidatorSet } from '../types/comet/validatorSet.js';
import { equalBytes } from '../util/bytes.js';
import type { BlockStore } from './blockStore.js';

/** A block as clients are told of it in a word. `appHash` is its header's: of the state before it. */
export interface BlockSummary {
  readonly height: bigint;
  readonly hash: Uint8Array;
  readonly appHash: Uint8Array;
  /** Nanoseconds since the Unix epoch. */
  readonly time: bigint;
}

/** What clients are told of a node itself. */
export interface NodeStatus {
  /** Address of the node's own key, 40 lower-case hex digits. */
  readonly nodeId: string;
  readonly moniker: string;
  readonly chainId: string;
  readonly latest: BlockSummary;
  readonly earliest: BlockSummary;
  readonly validator: OwnValidator & { readonly power: bigint };
}

/** The validator that stands for a node. */
export interface OwnValidator {
  readonly address: Uint8Array;
  readonly pubKey: Uint8Array;
}

/** Who a node is, and the blocks that it has. */
interface NodeIdentity extends Pick<NodeStatus, 'nodeId' | 'moniker' | 'chainId'> {
  readonly blocks: BlockStore;
}

/** What a node tells of itself; the set is that of the next block. */
export function statusOf(
  { nodeId, moniker, chainId, blocks }: NodeIdentity,
  { address, pubKey }: OwnValidator,
  { validators }: ValidatorSet,
): NodeStatus {
  const power = validators.find((member) => equalBytes(member.address, address))?.power ?? 0n;
  const [latest, earliest] = [summary(blocks, blocks.height), summary(blocks, blocks.earliest)];
  return { nodeId, moniker, chainId, latest, earliest, validator: { address, pubKey, power } };
}

function summary(blocks: BlockStore, height: bigint): BlockSummary {
  const { block, blockId } = blocks.byHeight(height)!;
  const { appHash, time } = block.header;
  return { height, hash: blockId.hash, appHash, time: fromTimestamp(time) };
}
