import { MsgCancelProposal, MsgDeposit, MsgVoteWeighted } from 'cosmjs-types/cosmos/gov/v1/tx';
import { describe, expect, it } from 'vitest';
import { govModule } from '../../../src/sdk/gov/module.js';
import { brokenSdkInvariants } from '../../../src/sdk/invariants.js';
import { complaint } from '../../types/complaint.js';
import { failure } from '../../util/failure.js';
import { alice, bob, carol, deliver, gov, protoCoins } from '../people.js';
import { shown } from '../world.js';
import { abstain, endBlock, no, send, start, statusOf, submit, veto, vote, yes } from './proposalSetting.js';

describe('a proposal', () => {
  it('collects its deposit, is voted on, passes by bonded power and acts as gov', () => {
    const made = start();
    expect(shown(submit(made, { initialDeposit: protoCoins(50n) }).events)).toEqual([
      `submit_proposal proposal_id=1 proposal_proposer=${alice} proposal_messages=,/cosmos.bank.v1beta1.MsgSend`,
      `coin_spent spender=${alice} amount=50ngonka`,
      `coin_received receiver=${gov} amount=50ngonka`,
      `transfer recipient=${gov} sender=${alice} amount=50ngonka`,
      `message sender=${alice}`,
      `proposal_deposit depositor=${alice} amount=50ngonka proposal_id=1`,
    ]);
    expect(statusOf(made)).toBe('DEPOSIT_PERIOD');
    deliver(made, MsgDeposit, { proposalId: 1n, depositor: bob, amount: protoCoins(50n) });
    expect(statusOf(made)).toBe('VOTING_PERIOD');
    vote(made, alice, yes);
    vote(made, bob, no);
    made.nextBlock(9n);
    expect(endBlock(made)).toEqual([]);
    made.nextBlock(1n);
    const { bank } = made.open();
    bank.send(carol, gov, [{ denom: 'ngonka', amount: 5n }]);
    const before = bank.balance(carol, 'ngonka');
    expect(endBlock(made)).toEqual([
      'active_proposal proposal_id=1 proposal_result=proposal_passed proposal_log=passed',
    ]);
    expect(bank.balance(carol, 'ngonka')).toBe(before + 5n);
    expect(bank.balance(bob, 'ngonka')).toBe(1000n);
    expect(made.open().gov.requireProposal(1n).finalTallyResult).toMatchObject({ yesCount: '60', noCount: '30' });
    expect(made.open().gov.votesOf(1n)).toEqual([]);
  });

  it('that fails in a message leaves no trace of the messages before it', () => {
    const made = start();
    made.open().bank.send(carol, gov, [{ denom: 'ngonka', amount: 5n }]);
    submit(made, { messages: [send(gov), send(gov, 7n)] });
    vote(made, alice, yes);
    made.nextBlock(10n);
    const held = made.open().bank.balance(carol, 'ngonka');
    const keepers = made.open();
    govModule(made.config).endBlock!(keepers.ctx, keepers);
    expect(shown(keepers.ctx.events.all).at(-1)).toBe(
      'active_proposal proposal_id=1 proposal_result=proposal_failed proposal_log=passed, but msg 1 ' +
        '(/cosmos.bank.v1beta1.MsgSend) failed on execution: spendable balance 0ngonka is smaller than 7ngonka: insufficient funds',
    );
    expect(statusOf(made)).toBe('FAILED');
    expect(made.open().bank.balance(carol, 'ngonka')).toBe(held);
    expect(made.open().bank.balance(gov, 'ngonka')).toBe(5n);
  });

  it('may spend the deposits of others, which gov cannot give back then: the chain halts', () => {
    const made = start();
    submit(made);
    made.nextBlock(1n);
    submit(made, { proposer: bob });
    vote(made, alice, yes);
    made.nextBlock(9n);
    const endGov = () => {
      const keepers = made.open();
      govModule(made.config).endBlock!(keepers.ctx, keepers);
    };
    endGov();
    expect(statusOf(made)).toBe('PASSED');
    expect(brokenSdkInvariants(made.open())).toEqual([expect.stringContaining('100ngonka against 95ngonka')]);
    made.nextBlock(1n);
    expect(failure(endGov)).toBe('sdk/5');
  });

  it.each([
    ['nobody votes', [], 'proposal_rejected', 1000n],
    ['too few vote', [[bob, yes]], 'proposal_rejected', 1000n],
    [
      'half says no',
      [
        [alice, no],
        [bob, yes],
      ],
      'proposal_rejected',
      1000n,
    ],
    ['all abstain', [[alice, abstain]], 'proposal_rejected', 1000n],
    [
      'a third vetoes',
      [
        [alice, yes],
        [bob, veto],
        [carol, veto],
      ],
      'proposal_rejected',
      900n,
    ],
    [
      'a delegation-less voter counts nothing',
      [
        [alice, yes],
        [gov, veto],
      ],
      'proposal_passed',
      1000n,
    ],
  ] as const)('is decided when %s', (_what, votes, result, left) => {
    const made = start();
    submit(made, { messages: [], metadata: 'only words' });
    for (const [voter, option] of votes) vote(made, voter, option);
    made.nextBlock(10n);
    expect(endBlock(made)[0]).toContain(`proposal_result=${result} `);
    expect(made.open().bank.balance(alice, 'ngonka')).toBe(left);
  });

  it('counts a vote split by weights, the last one of each voter', () => {
    const made = start();
    submit(made);
    vote(made, alice, no);
    const options = [
      { option: yes, weight: '0.7' },
      { option: no, weight: '0.3' },
    ];
    const { events } = deliver(made, MsgVoteWeighted, { proposalId: 1n, voter: alice, options, metadata: '' });
    expect(shown(events)).toEqual([
      `proposal_vote voter=${alice} option=[{"option":1,"weight":"0.7"},{"option":3,"weight":"0.3"}] proposal_id=1`,
    ]);
    made.nextBlock(10n);
    endBlock(made);
    expect(made.open().gov.requireProposal(1n).finalTallyResult).toMatchObject({ yesCount: '42', noCount: '18' });
  });

  it("takes a delegator's vote out of his validator's", () => {
    const made = start();
    const { staking, auth } = made.open();
    const operator = auth.addresses.operatorOf(alice);
    const validator = staking.requireValidator(operator);
    const half = BigInt(validator.delegatorShares) / 2n;
    staking.setDelegation({ delegatorAddress: alice, validatorAddress: operator, shares: String(half) });
    staking.setDelegation({ delegatorAddress: gov, validatorAddress: operator, shares: String(half) });
    submit(made, { messages: [], metadata: 'm' });
    vote(made, alice, yes);
    vote(made, gov, no);
    made.nextBlock(10n);
    endBlock(made);
    expect(made.open().gov.requireProposal(1n).finalTallyResult).toMatchObject({ yesCount: '30', noCount: '30' });
  });

  it('that is expedited and fails becomes a regular one', () => {
    const made = start();
    submit(made, { expedited: true, initialDeposit: protoCoins(200n), messages: [], metadata: 'm' });
    vote(made, alice, yes);
    vote(made, bob, no);
    made.nextBlock(5n);
    expect(endBlock(made)).toEqual([
      'active_proposal proposal_id=1 proposal_result=expedited_proposal_rejected proposal_log=expedited proposal converted to regular',
    ]);
    expect(made.open().bank.balance(gov, 'ngonka')).toBe(200n);
    vote(made, alice, yes);
    made.nextBlock(5n);
    expect(endBlock(made)[0]).toContain('proposal_passed');
    expect(made.open().bank.balance(gov, 'ngonka')).toBe(0n);
  });

  it.each([
    [false, 1000n, 3000n],
    [true, 950n, 2950n],
  ])('that is not paid for in time is dropped, its deposit burned: %s', (burn, left, supply) => {
    const made = start({ burn_proposal_deposit_prevote: burn });
    submit(made, { initialDeposit: protoCoins(50n) });
    made.nextBlock(20n);
    expect(endBlock(made)).toEqual(['inactive_proposal proposal_id=1 proposal_result=proposal_dropped']);
    expect(made.open().gov.proposal(1n)).toBeUndefined();
    expect([made.open().bank.balance(alice, 'ngonka'), made.open().bank.supply('ngonka')]).toEqual([left, supply]);
  });

  it('can be cancelled by its proposer for a part of the deposits', () => {
    const made = start();
    submit(made);
    vote(made, bob, yes);
    expect(complaint(() => deliver(made, MsgCancelProposal, { proposalId: 1n, proposer: bob }))).toBe(
      `gov/18 invalid proposer ${bob}: invalid proposer`,
    );
    const { events } = deliver(made, MsgCancelProposal, { proposalId: 1n, proposer: alice });
    expect(shown(events).at(-1)).toBe(`cancel_proposal sender=${alice} proposal_id=1`);
    expect(made.open().bank.balance(alice, 'ngonka')).toBe(950n);
    expect(made.open().bank.supply('ngonka')).toBe(2950n);
    expect(endBlock(made)).toEqual([]);
    expect(complaint(() => deliver(made, MsgCancelProposal, { proposalId: 1n, proposer: alice }))).toContain(
      "undefined/1 collections: not found: key '1' of type github.com/cosmos/gogoproto/cosmos.gov.v1.Proposal",
    );
  });

  it('charges a cancellation to the account that is named', () => {
    const made = start({ proposal_cancel_dest: carol });
    submit(made);
    deliver(made, MsgCancelProposal, { proposalId: 1n, proposer: alice });
    expect(made.open().bank.balance(carol, 'ngonka')).toBe(1050n);
  });

  it('cannot be cancelled when it is decided, or over but not yet tallied', () => {
    const made = start();
    submit(made);
    made.nextBlock(11n);
    expect(failure(() => deliver(made, MsgCancelProposal, { proposalId: 1n, proposer: alice }))).toBe('gov/20');
    endBlock(made);
    expect(failure(() => deliver(made, MsgCancelProposal, { proposalId: 1n, proposer: alice }))).toBe('gov/21');
  });
});
