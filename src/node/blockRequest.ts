import { BlockIDFlag } from 'cosmjs-types/tendermint/types/validator';
import type { FinalizeBlockRequest } from '../app/abci.js';
import { commitVotes } from '../types/comet/commitVotes.js';
import { fromTimestamp } from '../types/comet/time.js';
import { emptyValidatorSet } from '../types/comet/validatorSet.js';
import type { BlockStore } from './blockStore.js';

/** A kept block as its application was asked to run it, so that it can be run again; undefined when it is not kept. */
export function blockRequest(blocks: BlockStore, height: bigint): FinalizeBlockRequest | undefined {
  const stored = blocks.byHeight(height);
  if (stored === undefined) return undefined;
  const { header, data, lastCommit } = stored.block;
  const signatures = lastCommit?.signatures ?? [];
  const signers = signatures.length === 0 ? emptyValidatorSet : (blocks.validators(height - 1n) ?? emptyValidatorSet);
  return {
    height,
    time: fromTimestamp(header.time),
    proposer: header.proposerAddress,
    nextValidatorsHash: header.nextValidatorsHash,
    lastVotes: commitVotes(signers, (place) => signatures[place]?.blockIdFlag !== BlockIDFlag.BLOCK_ID_FLAG_ABSENT),
    txs: data.txs,
    interventions: blocks.byHand(height)!.interventions,
  };
}
