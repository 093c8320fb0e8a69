import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { EpochGroupData } from '../gen/inference/inference/epoch_group_data.js';
import type { Inference, ProposalDetails } from '../gen/inference/inference/inference.js';
import { inferenceErrors } from '../types/errors.js';
import { inferenceMsgs } from '../types/msgs/registry.js';
import { CodedError } from '../util/errors.js';
import type { Keeper } from './keeper.js';

// A disputed inference is decided by the members of the epoch's x/group group: one proposal declares it invalid, the other
// valid, and every vote counts for one and against the other (reference, section 6).

/** Opens both proposals: the validator asks to invalidate, the executor to revalidate. Both must be members. */
export function openDispute(
  keeper: Keeper,
  { epochPolicy: policyAddress }: EpochGroupData,
  inference: Inference,
  validator: string,
): ProposalDetails {
  const { inferenceId } = inference;
  const propose = (proposer: string, metadata: string, message: Any) =>
    keeper.neighbours.group.submitProposal({ policyAddress, proposers: [proposer], metadata, messages: [message] });

  const { invalidateInference, revalidateInference } = inferenceMsgs;
  const decision = { creator: policyAddress, inferenceId };
  const invalidatePolicyId = propose(validator, `Invalidation of inference ${inferenceId}`, {
    typeUrl: invalidateInference.typeUrl,
    value: invalidateInference.request.encode(decision),
  });
  const reValidatePolicyId = propose(inference.executedBy, `Revalidation of inference ${inferenceId}`, {
    typeUrl: revalidateInference.typeUrl,
    value: revalidateInference.request.encode(decision),
  });
  return { reValidatePolicyId, invalidatePolicyId, policyAddress };
}

/** Votes on both proposals, and tries to execute each at once. A proposal that is closed already takes no vote. */
export function voteOnDispute(keeper: Keeper, inference: Inference, voter: string, verdict: 'valid' | 'invalid'): void {
  const { invalidatePolicyId, reValidatePolicyId } = requireDispute(keeper, inference);
  const { inferenceId } = inference;
  const [forInvalid, forValid] = verdict === 'invalid' ? (['yes', 'no'] as const) : (['no', 'yes'] as const);
  vote(() =>
    keeper.neighbours.group.voteAndTry(invalidatePolicyId, voter, forInvalid, `Invalidate inference ${inferenceId}`),
  );
  vote(() =>
    keeper.neighbours.group.voteAndTry(reValidatePolicyId, voter, forValid, `Revalidate inference ${inferenceId}`),
  );
}

function vote(cast: () => void): void {
  try {
    cast();
  } catch (error) {
    if (!(error instanceof CodedError) || !isClosed(error)) throw error;
  }
}

const isClosed = ({ codespace, message }: CodedError): boolean =>
  codespace === 'group' && message.startsWith('proposal not open for voting');

/** The dispute of an inference, which only its group's policy account may decide: 1100 for anybody else. */
export function requireDecider(keeper: Keeper, inference: Inference, decider: string): void {
  const expected = requireDispute(keeper, inference).policyAddress;
  if (decider === expected) return;
  throw new CodedError(inferenceErrors.invalidSigner, `invalid authority; expected ${expected}, got ${decider}`);
}

export function requireDispute(keeper: Keeper, inference: Inference): ProposalDetails {
  if (inference.proposalDetails === undefined) throw keeper.profile.conduct.undisputed(inference.inferenceId);
  return inference.proposalDetails;
}
