import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { MsgCancelProposal, MsgDeposit, MsgSubmitProposal, MsgVote } from 'cosmjs-types/cosmos/gov/v1/tx';
import {
  MsgSubmitProposal as GroupSubmit,
  MsgVote as GroupVote,
  MsgLeaveGroup,
  MsgUpdateGroupMembers,
} from 'cosmjs-types/cosmos/group/v1/tx';
import { MsgDelegate, MsgUndelegate } from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { expect, it } from 'vitest';
import { brokenSdkInvariants } from '../../src/sdk/invariants.js';
import { sdkModules } from '../../src/sdk/modules.js';
import { proto } from '../../src/types/codec.js';
import { CodedError } from '../../src/util/errors.js';
import { fc } from '../util/fc.js';
import { sdkRouter } from '../vectors/sdkReplay.js';
import { addresses, alice, balances, bob, carol, coins, dave, deliver, gov, protoCoins, started } from './people.js';
import type { World } from './world.js';

const people = [alice, bob, carol];

/** More than all proposals of a run can spend: what they spend beyond it would be the deposits of others. */
const surplusOfGov = 100_000n;

/** Three people with coins, one group of theirs, short proposals. */
function start(): World {
  const router = sdkRouter(() => made.config);
  const params = {
    min_deposit: protoCoins(50n),
    max_deposit_period: '20s',
    voting_period: '10s',
    quorum: '0.1',
    threshold: '0.5',
    veto_threshold: '0.334',
    proposal_cancel_ratio: '0.5',
    expedited_voting_period: '5s',
    expedited_threshold: '0.667',
    expedited_min_deposit: protoCoins(60n),
    burn_vote_veto: true,
  };
  const held = people.map((person): [string, bigint] => [person, 1000n]);
  const made: World = started(
    { bank: balances(...held, [dave, surplusOfGov]), gov: { starting_proposal_id: '1', params } },
    { router },
  );
  const { bank, group } = made.open();
  bank.send(dave, gov, coins(surplusOfGov));
  group.createWithPolicy({ admin: gov, metadata: '', percentage: '0.5', votingPeriod: 10n, minExecutionPeriod: 0n });
  group.updateMembers(
    gov,
    1n,
    people.map((address, index) => ({ address, weight: BigInt(index + 1), metadata: '' })),
  );
  return made;
}

type Act = (made: World) => void;

function endBlock(made: World, seconds: bigint): void {
  for (const name of ['gov', 'staking', 'group', 'collateral']) {
    const keepers = made.open();
    sdkModules(made.config)
      .find((module) => module.name === name)!
      .endBlock?.(keepers.ctx, keepers);
  }
  made.nextBlock(seconds);
}

const policyOf = (made: World): string => [...made.open().group.policiesOf(1n)][0]!.address;
const who = fc.constantFrom(...people);
const amount = fc.bigInt({ min: 0n, max: 1200n });
const spent = fc.oneof({ arbitrary: amount, weight: 3 }, fc.constant(2n * surplusOfGov));
const id = fc.bigInt({ min: 1n, max: 4n });
const option = fc.integer({ min: 1, max: 4 });
const operator = (person: string): string => addresses.operatorOf(person);
const keyOf = (person: string): Uint8Array => new Uint8Array(32).fill(people.indexOf(person) + 1);
const send = (from: string, coins: bigint) => ({
  typeUrl: MsgSend.typeUrl,
  value: proto(MsgSend).encode({ fromAddress: from, toAddress: bob, amount: protoCoins(coins) }),
});
const tx =
  (type: { readonly typeUrl: string }, msg: (made: World) => object): Act =>
  (made) =>
    void deliver(made, type, msg(made));

const act: fc.Arbitrary<Act> = fc.oneof(
  fc
    .tuple(who, who, amount)
    .map(([from, to, coins]) => tx(MsgSend, () => ({ fromAddress: from, toAddress: to, amount: protoCoins(coins) }))),
  fc.tuple(who, who, amount, fc.boolean()).map(([delegator, validator, coins, out]) =>
    tx(out ? MsgUndelegate : MsgDelegate, () => ({
      delegatorAddress: delegator,
      validatorAddress: operator(validator),
      amount: protoCoins(coins)[0]!,
    })),
  ),
  fc.array(fc.tuple(who, amount), { maxLength: 3 }).map(
    (powers): Act =>
      ({ open }) =>
        open().staking.setComputeValidators(
          powers.map(([person, power]) => ({ operatorAddress: operator(person), consensusKey: keyOf(person), power })),
        ),
  ),
  fc.tuple(who, amount, fc.boolean(), spent).map(([proposer, deposit, expedited, sum]) =>
    tx(MsgSubmitProposal, () => ({
      messages: [send(gov, sum)],
      initialDeposit: protoCoins(deposit),
      proposer,
      metadata: '',
      title: 't',
      summary: 's',
      expedited,
    })),
  ),
  fc
    .tuple(id, who, amount)
    .map(([proposalId, depositor, coins]) =>
      tx(MsgDeposit, () => ({ proposalId, depositor, amount: protoCoins(coins) })),
    ),
  fc
    .tuple(id, who, option)
    .map(([proposalId, voter, choice]) => tx(MsgVote, () => ({ proposalId, voter, option: choice, metadata: '' }))),
  fc.tuple(id, who).map(([proposalId, proposer]) => tx(MsgCancelProposal, () => ({ proposalId, proposer }))),
  fc.tuple(who, amount, fc.boolean()).map(([proposer, coins, exec]) =>
    tx(GroupSubmit, (made) => ({
      groupPolicyAddress: policyOf(made),
      proposers: [proposer],
      metadata: '',
      messages: [send(policyOf(made), coins)],
      exec: exec ? 1 : 0,
      title: '',
      summary: '',
    })),
  ),
  fc
    .tuple(id, who, option, fc.boolean())
    .map(([proposalId, voter, choice, exec]) =>
      tx(GroupVote, () => ({ proposalId, voter, option: choice, metadata: '', exec: exec ? 1 : 0 })),
    ),
  fc.tuple(who, fc.constantFrom('0', '1', '2.5', '-1', 'x')).map(([address, weight]) =>
    tx(MsgUpdateGroupMembers, () => ({
      admin: gov,
      groupId: 1n,
      memberUpdates: [{ address, weight, metadata: '' }],
    })),
  ),
  who.map((address) => tx(MsgLeaveGroup, () => ({ address, groupId: 1n }))),
  fc.tuple(who, amount, fc.boolean()).map(
    ([person, coins, out]): Act =>
      ({ open }) =>
        void open().collateral[out ? 'withdraw' : 'deposit'](person, { denom: 'ngonka', amount: coins }),
  ),
  fc.tuple(who, fc.bigInt({ min: 0n, max: 11n * 10n ** 17n })).map(
    ([person, fraction]): Act =>
      ({ open }) =>
        open().collateral.slash(person, fraction),
  ),
  fc.constant<Act>(({ open }) => open().collateral.advanceEpoch(open().collateral.epoch)),
  fc.bigInt({ min: 1n, max: 12n }).map(
    (seconds): Act =>
      (made) =>
        endBlock(made, seconds),
  ),
);

it('random messages over random blocks break no invariant and throw nothing without a code', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 5, maxLength: 60 }), (acts) => {
      const made = start();
      for (const step of acts) {
        try {
          step(made);
        } catch (error) {
          if (!(error instanceof CodedError)) throw error;
        }
      }
      endBlock(made, 1n);
      expect(brokenSdkInvariants(made.open())).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
