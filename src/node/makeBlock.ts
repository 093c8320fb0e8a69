import type { Block } from 'cosmjs-types/tendermint/types/block';
import type { Evidence } from 'cosmjs-types/tendermint/types/evidence';
import type { Commit } from 'cosmjs-types/tendermint/types/types';
import { blockIdOf, encodeBlock } from '../types/comet/block.js';
import { commitHash } from '../types/comet/commit.js';
import { consensusHash } from '../types/comet/consensusParams.js';
import { evidenceHash } from '../types/comet/evidence.js';
import { blockProtocol } from '../types/comet/header.js';
import { toTimestamp } from '../types/comet/time.js';
import { dataHash } from '../types/comet/txs.js';
import type { StoredBlock } from './blockRecord.js';
import type { ChainTip } from './chainTip.js';

/** What a proposer puts into a block; everything else follows from the chain. */
export interface Proposal {
  /** Nanoseconds since the Unix epoch. */
  readonly time: bigint;
  readonly proposer: Uint8Array;
  readonly txs: readonly Uint8Array[];
  /** The signatures over the block before. */
  readonly lastCommit: Commit;
  readonly evidence?: readonly Evidence[];
}

/** A block with its bytes, which are wanted again when it is kept. */
export interface EncodedBlock {
  readonly stored: StoredBlock;
  readonly bytes: Uint8Array;
}

/** The block that follows a tip, with its id. */
export const makeBlock = (chainId: string, tip: ChainTip, proposal: Proposal): StoredBlock =>
  makeEncodedBlock(chainId, tip, proposal).stored;

/** The same with its bytes. Cost: O(bytes), the hashes of the validators are kept. */
export function makeEncodedBlock(chainId: string, tip: ChainTip, proposal: Proposal): EncodedBlock {
  const { time, proposer, txs, lastCommit, evidence = [] } = proposal;
  const block: Block = {
    header: {
      version: { block: blockProtocol, app: tip.params.version?.app ?? 0n },
      chainId,
      height: tip.height + 1n,
      time: toTimestamp(time),
      lastBlockId: tip.blockId,
      lastCommitHash: commitHash(lastCommit),
      dataHash: dataHash(txs),
      validatorsHash: tip.validators.hash,
      nextValidatorsHash: tip.nextValidators.hash,
      consensusHash: consensusHash(tip.params.block!),
      appHash: tip.appHash,
      lastResultsHash: tip.resultsHash,
      evidenceHash: evidenceHash(evidence),
      proposerAddress: proposer,
    },
    data: { txs: [...txs] },
    evidence: { evidence: [...evidence] },
    lastCommit,
  };
  const bytes = encodeBlock(block);
  return { stored: { block, blockId: blockIdOf(block, bytes), size: bytes.length }, bytes };
}
