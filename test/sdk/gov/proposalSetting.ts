import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { ProposalStatus, VoteOption } from 'cosmjs-types/cosmos/gov/v1/gov';
import { MsgSubmitProposal, MsgVote } from 'cosmjs-types/cosmos/gov/v1/tx';
import { expect } from 'vitest';
import { govModule } from '../../../src/sdk/gov/module.js';
import { brokenSdkInvariants } from '../../../src/sdk/invariants.js';
import { proto } from '../../../src/types/codec.js';
import { sdkRouter } from '../../vectors/sdkReplay.js';
import { alice, balances, bob, carol, deliver, gov, protoCoins, started } from '../people.js';
import { shown, type World } from '../world.js';

export const yes = VoteOption.VOTE_OPTION_YES;
export const no = VoteOption.VOTE_OPTION_NO;
export const veto = VoteOption.VOTE_OPTION_NO_WITH_VETO;
export const abstain = VoteOption.VOTE_OPTION_ABSTAIN;

export const params = {
  min_deposit: protoCoins(100n),
  max_deposit_period: '20s',
  voting_period: '10s',
  quorum: '0.4',
  threshold: '0.5',
  veto_threshold: '0.334',
  min_initial_deposit_ratio: '0.1',
  proposal_cancel_ratio: '0.5',
  expedited_voting_period: '5s',
  expedited_threshold: '0.667',
  expedited_min_deposit: protoCoins(200n),
  burn_vote_veto: true,
  min_deposit_ratio: '0.05',
};

/** Alice has 60 of the power, Bob 30, Carol 10; all have 1000 coins. */
export function start(changes: object = {}): World {
  const bank = balances([alice, 1000n], [bob, 1000n], [carol, 1000n]);
  const router = sdkRouter(() => made.config);
  const made: World = started(
    { bank, gov: { starting_proposal_id: '1', params: { ...params, ...changes } } },
    { router },
  );
  const { staking, auth } = made.open();
  staking.setComputeValidators(
    [alice, bob, carol].map((account, index) => ({
      operatorAddress: auth.addresses.operatorOf(account),
      consensusKey: new Uint8Array(32).fill(index + 1),
      power: [60n, 30n, 10n][index]!,
    })),
  );
  return made;
}

export const send = (from: string, amount = 5n) => ({
  typeUrl: MsgSend.typeUrl,
  value: proto(MsgSend).encode({ fromAddress: from, toAddress: carol, amount: protoCoins(amount) }),
});

export const proposal = {
  messages: [send(gov)],
  initialDeposit: protoCoins(100n),
  proposer: alice,
  metadata: '',
  title: 't',
  summary: 's',
  expedited: false,
};

export const submit = (made: World, changes: object = {}) =>
  deliver(made, MsgSubmitProposal, { ...proposal, ...changes });
export const vote = (made: World, voter: string, option: VoteOption) =>
  deliver(made, MsgVote, { proposalId: 1n, voter, option, metadata: '' });

export function endBlock(made: World): string[] {
  const keepers = made.open();
  govModule(made.config).endBlock!(keepers.ctx, keepers);
  expect(brokenSdkInvariants(made.open())).toEqual([]);
  return shown(keepers.ctx.events.all).filter((text) => /^(in)?active_proposal/.test(text));
}

export const statusOf = (made: World): string => ProposalStatus[made.open().gov.requireProposal(1n).status].slice(16);
