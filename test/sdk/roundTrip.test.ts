import { VoteOption } from 'cosmjs-types/cosmos/gov/v1/gov';
import { MsgSubmitProposal, MsgVote } from 'cosmjs-types/cosmos/gov/v1/tx';
import { MsgDelegate, MsgUndelegate } from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { PeriodicVestingAccount } from 'cosmjs-types/cosmos/vesting/v1beta1/vesting';
import { expect, it } from 'vitest';
import { brokenSdkInvariants } from '../../src/sdk/invariants.js';
import { sdkModules } from '../../src/sdk/modules.js';
import { sdkRouter } from '../vectors/sdkReplay.js';
import { addresses, alice, balances, bob, carol, deliver, gov, protoCoins, started } from './people.js';
import { dump, second, type World } from './world.js';

/** A state in which everything is in flight: unbonding, voting, withdrawing, vesting. */
function busy(): World {
  const router = sdkRouter(() => made.config);
  const made: World = started({ bank: balances([alice, 10n ** 9n], [bob, 10n ** 9n]) }, { router });
  const { auth, bank, staking, group, collateral } = made.open();
  const base = { address: carol, accountNumber: auth.nextAccountNumber(), sequence: 4n };
  const baseVestingAccount = {
    baseAccount: base,
    originalVesting: protoCoins(9n),
    delegatedFree: [],
    delegatedVesting: [],
    endTime: 99n,
  };
  const vestingPeriods = [{ length: 9n, amount: protoCoins(9n) }];
  auth.set({ typeUrl: PeriodicVestingAccount.typeUrl, message: { baseVestingAccount, startTime: 1n, vestingPeriods } });
  bank.setSendEnabled('other', false);
  bank.setMetadata({
    base: 'ngonka',
    denomUnits: [],
    description: '',
    display: '',
    name: '',
    symbol: '',
    uri: '',
    uriHash: '',
  });
  const operators = [alice, bob].map((account) => addresses.operatorOf(account));
  staking.setComputeValidators(
    operators.map((operatorAddress, index) => ({
      operatorAddress,
      consensusKey: new Uint8Array(32).fill(index + 1),
      power: 9n,
    })),
  );
  const delegation = { delegatorAddress: carol, validatorAddress: operators[0]!, amount: protoCoins(7n)[0]! };
  deliver(made, MsgDelegate, delegation);
  deliver(made, MsgUndelegate, { ...delegation, amount: protoCoins(3n)[0]! });
  for (const module of sdkModules(made.config)) {
    const keepers = made.open();
    module.endBlock?.(keepers.ctx, keepers);
  }
  staking.setComputeValidators([
    { operatorAddress: operators[0]!, consensusKey: new Uint8Array(32).fill(1), power: 5n },
  ]);
  const keepers = made.open();
  sdkModules(made.config).find(({ name }) => name === 'staking')!.endBlock!(keepers.ctx, keepers);
  collateral.deposit(alice, { denom: 'ngonka', amount: 50n });
  collateral.advanceEpoch(7n);
  collateral.withdraw(alice, { denom: 'ngonka', amount: 20n });
  const { groupId, policyAddress } = group.createWithPolicy({
    admin: gov,
    metadata: 'm',
    percentage: '0.9',
    votingPeriod: 10n,
    minExecutionPeriod: 1n,
  });
  group.updateMembers(
    gov,
    groupId,
    [alice, bob].map((address) => ({ address, weight: 5n, metadata: 'k' })),
  );
  const message = { typeUrl: '/foreign.Msg', value: Uint8Array.of(10, 64, ...Buffer.from(policyAddress)) };
  const id = group.submitProposal({ policyAddress, proposers: [alice], metadata: 'x', messages: [message] });
  group.voteAndTry(id, alice, 'yes');
  const proposal = { messages: [], proposer: alice, metadata: 'words', title: 't', summary: 's', expedited: false };
  for (const amount of [10_000_000n, 5_000_000n]) {
    deliver(made, MsgSubmitProposal, { ...proposal, initialDeposit: protoCoins(amount) });
  }
  deliver(made, MsgVote, { proposalId: 1n, voter: bob, option: VoteOption.VOTE_OPTION_YES, metadata: '' });
  return made;
}

it('a state in full flight goes out and in again as it was', () => {
  const first = busy();
  expect(brokenSdkInvariants(first.open())).toEqual([]);
  const keepers = first.open();
  const document = JSON.stringify(
    Object.fromEntries(
      sdkModules(first.config).map((module) => [module.name, module.exportGenesis(keepers.ctx, keepers)]),
    ),
  );
  const second_ = started(JSON.parse(document), { time: first.block.time + second });
  for (const [name, store] of first.stores) {
    const lasting = (entries: [string, string][]) => entries.filter(([key]) => name !== 'staking' || key !== '61');
    expect(lasting(dump(second_.stores.get(name))), name).toEqual(lasting(dump(store)));
  }
  expect(brokenSdkInvariants(second_.open())).toEqual([]);
});
