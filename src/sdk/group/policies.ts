import { type GroupPolicyInfo, ProposalStatus } from 'cosmjs-types/cosmos/group/v1/types';
import { sdkErrors } from '../../types/errors.js';
import { within } from '../../types/wrapped.js';
import { CodedError } from '../../util/errors.js';
import { requireAccount } from '../addresses.js';
import { groupErrors } from '../errors.js';
import { typedEvent } from '../typedEvent.js';
import type { GroupKeeper } from './keeper.js';
import { type DecisionPolicy, packPolicy, validatePolicy, validatePolicyBasic } from './policy.js';
import { requireShort } from './requireShort.js';

/** Changes a policy by its admin's will; proposals that are still open under it are aborted. */
function updatePolicy(
  keeper: GroupKeeper,
  admin: string,
  address: string,
  note: string,
  change: (policy: GroupPolicyInfo) => GroupPolicyInfo,
): void {
  const policy = within('load group policy', () => keeper.requirePolicy(address));
  if (policy.admin !== admin) throw new CodedError(sdkErrors.unauthorized, 'not group policy admin');
  within(note, () => keeper.tables.policies.update({ ...change(policy), version: policy.version + 1n }));
  abortProposals(keeper, address);
  keeper.ctx.emit(typedEvent('cosmos.group.v1.EventUpdateGroupPolicy', { address }));
}

/** Cost: O(proposals of the policy). */
function abortProposals(keeper: GroupKeeper, address: string): void {
  for (const [, id] of [...keeper.schema.proposalsByPolicy.keys({ prefix: [address] })]) {
    const proposal = keeper.schema.proposals.require(id);
    if (proposal.status !== ProposalStatus.PROPOSAL_STATUS_SUBMITTED) continue;
    keeper.tables.proposals.update({ ...proposal, status: ProposalStatus.PROPOSAL_STATUS_ABORTED });
  }
}

export function updatePolicyAdmin(keeper: GroupKeeper, admin: string, address: string, newAdmin: string): void {
  if (admin === newAdmin) throw new CodedError(groupErrors.invalid, 'new and old admin are same');
  requireAccount(keeper.addresses, newAdmin, 'new admin address');
  updatePolicy(keeper, admin, address, 'group policy admin updated', (policy) => ({ ...policy, admin: newAdmin }));
}

export function updatePolicyMetadata(keeper: GroupKeeper, admin: string, address: string, metadata: string): void {
  requireShort(metadata, 'group policy metadata');
  updatePolicy(keeper, admin, address, 'group policy metadata updated', (policy) => ({ ...policy, metadata }));
}

export function updateDecisionPolicy(
  keeper: GroupKeeper,
  admin: string,
  address: string,
  decision: DecisionPolicy,
): void {
  within('decision policy', () => validatePolicyBasic(decision));
  updatePolicy(keeper, admin, address, "group policy's decision policy updated", (policy) => {
    validatePolicy(decision, keeper.requireGroup(policy.groupId));
    return { ...policy, decisionPolicy: packPolicy(decision) };
  });
}
