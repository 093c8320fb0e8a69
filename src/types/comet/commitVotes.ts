import type { CommitVote } from '../context.js';
import type { ValidatorSet } from './validatorSet.js';

/** The votes of a commit as an application sees them: one for each member of the set that was to sign, in its order. */
export const commitVotes = (set: ValidatorSet, hasSigned: (index: number) => boolean): CommitVote[] =>
  set.validators.map(({ address, power }, index) => ({ address, power, signed: hasSigned(index) }));
