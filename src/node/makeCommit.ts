import type { BlockID, Commit, CommitSig } from 'cosmjs-types/tendermint/types/types';
import { SignedMsgType } from 'cosmjs-types/tendermint/types/types';
import { BlockIDFlag } from 'cosmjs-types/tendermint/types/validator';
import { absentSignature } from '../types/comet/commit.js';
import { voteSignBytes } from '../types/comet/signBytes.js';
import { toTimestamp } from '../types/comet/time.js';
import { stepProposer, type ValidatorSet } from '../types/comet/validatorSet.js';
import type { Signers } from './signers.js';

/** What is agreed on, by whom and when. */
export interface Agreement {
  readonly chainId: string;
  readonly height: bigint;
  readonly round: number;
  readonly blockId: BlockID;
  /** Of the votes, in nanoseconds since the Unix epoch; the next block's time is their median. */
  readonly time: bigint;
  readonly validators: ValidatorSet;
}

/**
 * A commit as a network makes it in which only our validators run: they sign, the others are absent. Without votes of more
 * than two thirds of the power a light client will not take it, and a real network would stand still.
 *
 * Cost: one signature for each validator of ours.
 */
export function makeCommit(agreement: Agreement, signers: Signers): Commit {
  const { chainId, height, round, blockId, time, validators } = agreement;
  const timestamp = toTimestamp(time);
  const type = SignedMsgType.SIGNED_MSG_TYPE_PRECOMMIT;
  const message = voteSignBytes(chainId, { type, height, round, blockId, timestamp });
  const keys = signers.of(validators);
  const signatures = validators.validators.map((validator): CommitSig => {
    const key = keys.get(validator.address);
    if (key === undefined) return absentSignature;
    const blockIdFlag = BlockIDFlag.BLOCK_ID_FLAG_COMMIT;
    return { blockIdFlag, validatorAddress: validator.address, timestamp, signature: key.sign(message) };
  });
  return { height, round, blockId, signatures };
}

/** Who proposes, and in which round. */
export interface Turn {
  readonly round: number;
  readonly proposer: Uint8Array;
}

/** Beyond it some validator of ours proposes out of turn, so that a set in which ours are weak cannot hold up the chain. */
const mostRounds = 100;

/** The first round in which it is the turn of a validator of ours: rounds of absent proposers pass without a block. */
export function turnOf(validators: ValidatorSet, signers: Signers): Turn {
  const keys = signers.of(validators);
  let set = validators;
  for (let round = 0; round < mostRounds; round++) {
    const address = set.proposer?.address;
    if (address !== undefined && keys.has(address)) return { round, proposer: address };
    set = stepProposer(set);
  }
  return { round: mostRounds, proposer: validators.validators.find(({ address }) => keys.has(address))!.address };
}
