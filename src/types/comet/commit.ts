import { type Commit, CommitSig } from 'cosmjs-types/tendermint/types/types';
import { BlockIDFlag } from 'cosmjs-types/tendermint/types/validator';
import { emptyBytes } from '../../util/bytes.js';
import { merkleRoot } from '../../util/merkle.js';
import { proto } from '../codec.js';
import { nilBlockId } from './blockId.js';
import { goZeroTime } from './time.js';

/** The place of a validator who did not vote. */
export const absentSignature: CommitSig = {
  blockIdFlag: BlockIDFlag.BLOCK_ID_FLAG_ABSENT,
  validatorAddress: emptyBytes,
  timestamp: goZeroTime,
  signature: emptyBytes,
};

/** The commit that stands in the first block. */
export const emptyCommit: Commit = { height: 0n, round: 0, blockId: nilBlockId, signatures: [] };

/** The bytes of one signature that are hashed. */
export const encodeCommitSignature = (signature: CommitSig): Uint8Array => proto(CommitSig).encode(signature);

/** A header's `last_commit_hash`: the merkle root over the commit's signatures. */
export const commitHash = (commit: Commit): Uint8Array => merkleRoot(commit.signatures.map(encodeCommitSignature));
