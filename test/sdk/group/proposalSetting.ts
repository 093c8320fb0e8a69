import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { Exec, MsgCreateGroupWithPolicy, MsgSubmitProposal, MsgVote } from 'cosmjs-types/cosmos/group/v1/tx';
import { VoteOption } from 'cosmjs-types/cosmos/group/v1/types';
import { expect } from 'vitest';
import { groupModule } from '../../../src/sdk/group/module.js';
import { packPolicy } from '../../../src/sdk/group/policy.js';
import { brokenSdkInvariants } from '../../../src/sdk/invariants.js';
import { proto } from '../../../src/types/codec.js';
import { sdkRouter } from '../../vectors/sdkReplay.js';
import { alice, balances, bob, carol, dave, deliver, protoCoins, started } from '../people.js';
import { second, shown, type World } from '../world.js';

export const yes = VoteOption.VOTE_OPTION_YES;
export const no = VoteOption.VOTE_OPTION_NO;
export const policy = packPolicy({
  kind: 'percentage',
  bound: '0.5',
  votingPeriod: 100n * second,
  minExecutionPeriod: 0n,
});
export const members = [
  { address: alice, weight: '60', metadata: '' },
  { address: bob, weight: '30', metadata: '' },
  { address: carol, weight: '10', metadata: '' },
];

interface Setting {
  readonly made: World;
  readonly account: string;
}

/** A group of three under Dave's administration, whose policy account holds 100 coins. */
export function start(decisionPolicy = policy): Setting {
  const router = sdkRouter(() => made.config);
  const made: World = started({ bank: balances([dave, 1000n]) }, { router });
  const msg = {
    admin: dave,
    members,
    groupMetadata: 'g',
    groupPolicyMetadata: '',
    groupPolicyAsAdmin: false,
    decisionPolicy,
  };
  const { response } = deliver(made, MsgCreateGroupWithPolicy, msg);
  const account = response.groupPolicyAddress as string;
  made.open().bank.send(dave, account, [{ denom: 'ngonka', amount: 100n }]);
  return { made, account };
}

export const send = (from: string, amount = 40n) => ({
  typeUrl: MsgSend.typeUrl,
  value: proto(MsgSend).encode({ fromAddress: from, toAddress: bob, amount: protoCoins(amount) }),
});

const proposalOf = ({ account }: Setting, changes: object = {}) => ({
  groupPolicyAddress: account,
  proposers: [alice],
  metadata: '',
  messages: [send(account)],
  exec: Exec.EXEC_UNSPECIFIED,
  title: '',
  summary: '',
  ...changes,
});
export const submit = (setting: Setting, changes: object = {}) =>
  deliver(setting.made, MsgSubmitProposal, proposalOf(setting, changes));
export const vote = ({ made }: Setting, voter: string, option: VoteOption, exec = Exec.EXEC_UNSPECIFIED) =>
  deliver(made, MsgVote, { proposalId: 1n, voter, option, metadata: '', exec });

export function endBlock({ made }: Setting): string[] {
  const keepers = made.open();
  groupModule(made.config).endBlock!(keepers.ctx, keepers);
  expect(brokenSdkInvariants(made.open())).toEqual([]);
  return shown(keepers.ctx.events.all);
}

export const stored = ({ made }: Setting) => made.open().group.schema.proposals.get(1n);
