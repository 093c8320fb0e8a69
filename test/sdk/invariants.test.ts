import { describe, expect, it } from 'vitest';
import { brokenSdkInvariants } from '../../src/sdk/invariants.js';
import type { SdkKeepers } from '../../src/sdk/keepers.js';
import { addresses, alice, balances, bob, gov, started } from './people.js';

const operatorAddress = addresses.operatorOf(alice);

function start() {
  const made = started({ bank: balances([alice, 100n]) });
  const { staking, group } = made.open();
  staking.setComputeValidators([{ operatorAddress, consensusKey: new Uint8Array(32), power: 5n }]);
  group.create(gov, [{ address: alice, weight: '5', metadata: '' }], '');
  return made;
}

const rows: readonly (readonly [name: string, breakIt: (keepers: SdkKeepers) => void, text: string])[] = [
  [
    'supply',
    ({ bank }) => bank.setSupply('ngonka', 99n),
    'supply is the sum of balances: supply: 99ngonka against 100ngonka',
  ],
  ['balances', ({ bank }) => bank.setBalance(bob, { denom: 'ngonka', amount: 1n }), 'against 101ngonka'],
  [
    'account numbers',
    ({ auth }) =>
      auth.set({
        typeUrl: '/cosmos.auth.v1beta1.BaseAccount',
        message: { address: bob, accountNumber: 99n, sequence: 0n },
      }),
    'has number 99, which was not given yet',
  ],
  [
    'account numbers that two share',
    ({ auth }) =>
      auth.set({
        typeUrl: '/cosmos.auth.v1beta1.BaseAccount',
        message: { address: bob, accountNumber: 0n, sequence: 0n },
      }),
    'number 0 is not that of',
  ],
  [
    'module accounts',
    ({ bank, auth }) => bank.setBalance(auth.addresses.module('mint'), { denom: 'ngonka', amount: 1n }),
    'mint has no module account',
  ],
  [
    'the order of powers',
    ({ staking }) => staking.setValidator({ ...staking.requireValidator(operatorAddress), tokens: '6' }),
    `${operatorAddress} is ranked with 5`,
  ],
  [
    'who is ranked',
    ({ staking }) => staking.unindexPower(staking.requireValidator(operatorAddress)),
    '1 validators, 0 of them ranked',
  ],
  [
    'the working set',
    ({ staking }) => {
      staking.schema.lastPowers.set(operatorAddress, 5n);
      staking.setValidator({ ...staking.requireValidator(operatorAddress), status: 1 });
    },
    'is in the working set but not bonded',
  ],
  [
    'shares',
    ({ staking }) => staking.setDelegation({ delegatorAddress: bob, validatorAddress: operatorAddress, shares: '1' }),
    '5.000000000000000001 delegated',
  ],
  [
    'deposits',
    ({ gov: keeper }) =>
      keeper.setDeposit({ proposalId: 1n, depositor: bob, amount: [{ denom: 'ngonka', amount: '5' }] }),
    'deposits: 5ngonka against ',
  ],
  [
    'weights',
    ({ group }) => group.tables.groups.update({ ...group.requireGroup(1n), totalWeight: '6' }),
    "groups' total weights are their members' sums: group 1",
  ],
  [
    'collateral',
    ({ collateral }) => collateral.setDeposit(bob, { denom: 'ngonka', amount: 5n }),
    'collateral: 5ngonka against ',
  ],
];

describe('invariants', () => {
  it('hold', () => expect(brokenSdkInvariants(start().open())).toEqual([]));

  it.each(rows)('tell when %s are broken', (_name, breakIt, text) => {
    const made = start();
    breakIt(made.open());
    expect(brokenSdkInvariants(made.open()).join('\n')).toContain(text);
  });

  it('tell when a proposal is not marked as voted on', () => {
    const made = start();
    made.open().gov.schema.proposals.set(1n, {
      id: 1n,
      messages: [],
      status: 2,
      totalDeposit: [],
      metadata: '',
      title: '',
      summary: '',
      proposer: '',
      expedited: false,
      failedReason: '',
    });
    expect(brokenSdkInvariants(made.open())).toEqual(['proposals in their voting period are marked so: proposal 1']);
  });
});
