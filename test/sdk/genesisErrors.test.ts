import { describe, expect, it } from 'vitest';
import { sdkModules } from '../../src/sdk/modules.js';
import { complaint } from '../types/complaint.js';
import { addresses, alice, bob, carol, protoCoins, started } from './people.js';

const operator = addresses.operatorOf(alice);
const key = { '@type': '/cosmos.crypto.ed25519.PubKey', key: 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=' };
const account = (address: string, number = '0') => ({
  '@type': '/cosmos.auth.v1beta1.BaseAccount',
  address,
  account_number: number,
});
const authParams = {
  max_memo_characters: '256',
  tx_sig_limit: '7',
  tx_size_cost_per_byte: '10',
  sig_verify_cost_ed25519: '590',
  sig_verify_cost_secp256k1: '1000',
};
const auth = (accounts: object[], params: object = authParams) => ({ params, accounts });
const balance = (address: string, coins: object[] = protoCoins(5n)) => ({ address, coins });
const validator = {
  operator_address: operator,
  consensus_pubkey: key,
  status: 'BOND_STATUS_BONDED',
  tokens: '5',
  delegator_shares: '5.0',
};
const staking = (changes: object, params: object = {}) => ({
  params: {
    unbonding_time: '10s',
    max_validators: 5,
    max_entries: 7,
    bond_denom: 'ngonka',
    min_commission_rate: '0',
    ...params,
  },
  ...changes,
});
const gov_ = (changes: object, params: object = {}) => ({
  starting_proposal_id: '2',
  params: {
    max_deposit_period: '1s',
    voting_period: '10s',
    quorum: '0.1',
    threshold: '0.5',
    veto_threshold: '0.3',
    expedited_voting_period: '5s',
    expedited_threshold: '0.6',
    ...params,
  },
  ...changes,
});
const group = { id: '1', admin: alice, total_weight: '5' };
const member = (weight: string, address = alice) => ({ group_id: '1', member: { address, weight } });
const genTx = (message: object, signers: object[] = [{ public_key: null }]) => ({
  gen_txs: [{ body: { messages: [message] }, auth_info: { signer_infos: signers } }],
});
const create = {
  '@type': '/cosmos.staking.v1beta1.MsgCreateValidator',
  description: { moniker: 'm' },
  commission: { rate: '0.1', max_rate: '0.2', max_change_rate: '0.01' },
  min_self_delegation: '1',
  validator_address: operator,
  pubkey: key,
  value: { denom: 'ngonka', amount: '5' },
};

const rows: readonly (readonly [module: string, genesis: unknown, text: string])[] = [
  ['auth', { ...auth([]), stranger: 1 }, 'auth.stranger: unknown field'],
  ['auth', auth([], {}), 'auth.params.max_memo_characters: must not be 0'],
  [
    'auth',
    auth([account('cosmos1qyqszqgpqyqszqgpqyqszqgpqyqszqgpjnp7du')]),
    'auth.accounts[0].address: invalid Bech32 prefix; expected gonka, got cosmos',
  ],
  ['auth', auth([account(alice), account(alice, '1')]), `auth.accounts[1]: duplicate account ${alice}`],
  ['auth', auth([{ '@type': '/x.Account' }]), 'auth.accounts[0].@type: unknown account type "/x.Account"'],
  [
    'auth',
    auth([{ '@type': '/cosmos.auth.v1beta1.ModuleAccount', base_account: { address: alice }, name: 'gov' }]),
    'auth.accounts[0]',
  ],
  [
    'auth',
    auth([{ ...account(alice), pub_key: { '@type': '/x.Key' } }]),
    'auth.accounts[0].pub_key.@type: unknown type /x.Key',
  ],
  ['bank', { balances: [balance('x')] }, 'bank.balances[0].address: decoding bech32 failed'],
  ['bank', { balances: [balance(alice), balance(alice)] }, `bank.balances[1].address: duplicate balance of ${alice}`],
  ['bank', { balances: [balance(alice, protoCoins(-1n))] }, 'bank.balances[0].coins: invalid coins -1ngonka'],
  [
    'bank',
    { balances: [balance(alice, [...protoCoins(1n), ...protoCoins(2n)])] },
    'bank.balances[0].coins: invalid coins',
  ],
  [
    'bank',
    { balances: [balance(alice)], supply: protoCoins(6n) },
    'bank.supply: genesis supply is incorrect, expected 5ngonka, got 6ngonka',
  ],
  ['bank', { send_enabled: [{ denom: 'a' }, { denom: 'a' }] }, 'bank.send_enabled[1]: duplicate a'],
  ['staking', staking({}, { max_validators: 0 }), 'staking.params.max_validators: must not be 0'],
  ['staking', staking({}, { max_entries: 0 }), 'staking.params.max_entries: must not be 0'],
  ['staking', staking({}, { bond_denom: '' }), 'staking.params.bond_denom: must not be empty'],
  ['staking', staking({}, { unbonding_time: '0s' }), 'staking.params.unbonding_time: must be positive'],
  [
    'staking',
    staking({ validators: [{ ...validator, operator_address: alice }] }),
    'staking.validators[0].operator_address: invalid Bech32 prefix',
  ],
  [
    'staking',
    staking({ validators: [{ ...validator, consensus_pubkey: null }] }),
    'staking.validators[0].consensus_pubkey: an ed25519 key expected',
  ],
  ['staking', staking({ validators: [validator, validator] }), 'staking.validators[1]: duplicate validator'],
  [
    'staking',
    staking({ validators: [{ ...validator, jailed: true }] }),
    'staking.validators[0]: validator is bonded and jailed',
  ],
  [
    'staking',
    staking({ validators: [{ ...validator, status: 'NO' }] }),
    'staking.validators[0].status: "NO" is not a known name',
  ],
  [
    'staking',
    staking({ validators: [{ ...validator, status: undefined }] }),
    'staking.validators[0].status: must be given',
  ],
  [
    'staking',
    staking({ delegations: [{ validator_address: operator }] }),
    'staking.delegations[0].validator_address: no validator',
  ],
  ['staking', staking({ redelegations: [{ entries: 1 }] }), 'staking.redelegations[0].entries: a list expected'],
  ['gov', gov_({ starting_proposal_id: '0' }), 'gov.starting_proposal_id: must be above 0'],
  ['gov', gov_({}, { quorum: '1.1' }), 'gov.params.quorum: not a fraction: 1.1'],
  ['gov', gov_({ proposals: [{ id: '2' }] }), 'gov.proposals[0].id: is not below the starting id'],
  ['gov', gov_({ proposals: [{ id: '1' }, { id: '1' }] }), 'gov.proposals[1].id: duplicate proposal 1'],
  ['gov', gov_({ votes: [{ proposal_id: '1' }] }), 'gov.votes[0].proposal_id: no proposal 1'],
  ['gov', gov_({ deposits: [{ proposal_id: '1' }] }), 'gov.deposits[0].proposal_id: no proposal 1'],
  ['group', { groups: [group] }, 'group.groups[0].id: is not among the ids that were given'],
  ['group', { group_seq: '1', groups: [{ ...group, admin: 'x' }] }, 'group.groups[0].admin: decoding bech32 failed'],
  ['group', { group_seq: '1', groups: [group, group] }, 'group.groups: an id comes twice'],
  [
    'group',
    { group_seq: '1', groups: [group], group_members: [member('4')] },
    'group.groups[0].total_weight: is not the sum of the members',
  ],
  [
    'group',
    { group_seq: '1', groups: [group], group_members: [member('-5')] },
    'group.group_members[0].member.weight: expected a positive decimal, got -5',
  ],
  [
    'group',
    { group_seq: '1', groups: [group], group_members: [member('5', 'x')] },
    'group.group_members[0].member.address: decoding bech32 failed',
  ],
  ['group', { group_members: [member('5')] }, 'group.group_members[0]: no group 1 or no member'],
  ['group', { group_policies: [{ address: alice, group_id: '1' }] }, 'group.group_policies[0].group_id: no group 1'],
  [
    'group',
    { proposals: [{ group_policy_address: alice }] },
    `group.proposals[0].group_policy_address: no policy ${alice}`,
  ],
  ['group', { votes: [{ proposal_id: '1' }] }, 'group.votes[0].proposal_id: no proposal 1'],
  [
    'collateral',
    { collateral_balance_list: [{ participant: 'x' }] },
    'collateral.collateral_balance_list[0].participant: decoding bech32 failed',
  ],
  [
    'collateral',
    { collateral_balance_list: [{ participant: alice, amount: { denom: 'ngonka', amount: '0' } }] },
    'collateral.collateral_balance_list[0].amount: must be positive',
  ],
  [
    'collateral',
    { jailed_participant_list: [{ address: '' }] },
    'collateral.jailed_participant_list[0].address: empty address string is not allowed',
  ],
  [
    'genutil',
    genTx({ '@type': '/x.Msg' }),
    'genutil.gen_txs[0].body.messages[0].@type: only /cosmos.staking.v1beta1.MsgCreateValidator',
  ],
  ['genutil', genTx(create, []), 'genutil.gen_txs[0].auth_info.signer_infos: one signer expected'],
  [
    'genutil',
    { gen_txs: [{ body: { messages: [] }, auth_info: {} }] },
    'genutil.gen_txs[0].body.messages: exactly one message expected',
  ],
];

describe('genesis', () => {
  it.each(rows)('of %s: %#', (name, genesis, text) => {
    const made = started();
    const module = sdkModules(made.config).find((candidate) => candidate.name === name)!;
    expect(complaint(() => module.validateGenesis(genesis))).toContain(`gonka-sim/20 ${text}`);
  });

  it.each([
    [
      'gov',
      {
        gov: gov_({
          proposals: [{ id: '1' }],
          deposits: [{ proposal_id: '1', depositor: alice, amount: protoCoins(5n) }],
        }),
      },
      'gov.deposits: expected module account was empty but we got 5ngonka',
    ],
    [
      'collateral',
      { collateral: { collateral_balance_list: [{ participant: alice, amount: { denom: 'ngonka', amount: '5' } }] } },
      'collateral.collateral_balance_list: module account collateral holds nothing, but owes 5ngonka',
    ],
    ['genutil', { genutil: genTx(create) }, `genutil.gen_txs[0]: account ${alice} does not exist`],
    [
      'genutil',
      { auth: auth([account(alice)]), genutil: genTx({ ...create, value: { denom: 'foo', amount: '5' } }) },
      'genutil.gen_txs[0]: invalid coin denomination: got foo, expected ngonka: invalid request',
    ],
  ])('of %s that contradicts the rest', (_module, state, text) => {
    expect(complaint(() => started(state))).toContain(`gonka-sim/20 ${text}`);
  });

  it('gives double account numbers away again', () => {
    const { auth: keeper } = started({
      auth: auth([account(alice, '3'), account(bob, '3'), account(carol, '0')]),
    }).open();
    expect([0n, 1n, 3n].map((number) => keeper.addressOfNumber(number))).toEqual([carol, bob, alice]);
    expect(keeper.addressOfNumber(4n)).toBe(keeper.moduleAddress('fee_collector'));
  });

  it('makes validators of genesis transactions, with key and sequence of the operator', () => {
    const made = started({
      auth: auth([account(alice)]),
      genutil: genTx(create, [{ public_key: { '@type': '/cosmos.crypto.secp256k1.PubKey', key: 'Ag==' } }]),
    });
    const keepers = made.open();
    expect(keepers.staking.bonded()).toMatchObject([{ operatorAddress: operator, tokens: 5n }]);
    expect(keepers.auth.baseAccount(alice)!.pubKey!.typeUrl).toBe('/cosmos.crypto.secp256k1.PubKey');
  });
});
