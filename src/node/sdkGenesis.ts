import { bytesToBase64 } from '../util/bytes.js';
import type { Account } from './accounts.js';

// Genesis of the modules that every chain of the Cosmos SDK has, in the form of its genesis files. Amounts are base units.

/** A participant that is a validator from the first block on. */
export interface GenesisValidator {
  readonly account: Account;
  readonly name: string;
  readonly operatorAddress: string;
  /** Ed25519, base64. */
  readonly consensusKey: string;
  /** Tokens, which here are the power as well. */
  readonly power: bigint;
}

export interface SdkGenesisOptions {
  /** In the order of their account numbers. */
  readonly accounts: readonly Account[];
  readonly denom: string;
  readonly display: string;
  /** What each account holds. */
  readonly balance: bigint;
  readonly validators: readonly GenesisValidator[];
  /** RFC 3339. */
  readonly time: string;
}

/** Genesis of auth, bank, staking, gov, group and collateral for a chain of funded accounts, some of which validate. */
export function sdkGenesis(options: SdkGenesisOptions): Record<string, unknown> {
  return {
    auth: authGenesis(options),
    bank: bankGenesis(options),
    collateral: {
      params: { unbonding_period_epochs: '1' },
      collateral_balance_list: [],
      unbonding_collateral_list: [],
      jailed_participant_list: [],
    },
    gov: govGenesis(options),
    group: {
      group_seq: '0',
      groups: [],
      group_members: [],
      group_policy_seq: '0',
      group_policies: [],
      proposal_seq: '0',
      proposals: [],
      votes: [],
    },
    staking: stakingGenesis(options),
  };
}

function authGenesis({ accounts }: SdkGenesisOptions) {
  return {
    params: {
      max_memo_characters: '256',
      tx_sig_limit: '7',
      tx_size_cost_per_byte: '10',
      sig_verify_cost_ed25519: '590',
      sig_verify_cost_secp256k1: '1000',
    },
    accounts: accounts.map(({ address, publicKey }, place) => ({
      '@type': '/cosmos.auth.v1beta1.BaseAccount',
      address,
      // Known from the start, so that requests which these accounts sign can be checked before they send a transaction.
      pub_key: { '@type': '/cosmos.crypto.secp256k1.PubKey', key: bytesToBase64(publicKey) },
      account_number: String(place),
      sequence: '0',
    })),
  };
}

function bankGenesis({ accounts, denom, display, balance }: SdkGenesisOptions) {
  return {
    params: { send_enabled: [], default_send_enabled: true },
    balances: accounts.map(({ address }) => ({ address, coins: [{ denom, amount: String(balance) }] })),
    supply: [{ denom, amount: String(balance * BigInt(accounts.length)) }],
    denom_metadata: [
      {
        description: 'Coins of a simulated network.',
        denom_units: [
          { denom, exponent: 0, aliases: [] },
          { denom: display, exponent: 9, aliases: [] },
        ],
        base: denom,
        display,
        name: 'Gonka (simulated)',
        symbol: 'SIMGNK',
        uri: '',
        uri_hash: '',
      },
    ],
    send_enabled: [],
  };
}

/** Voting takes half a minute, so that a proposal passes within an epoch. */
function govGenesis({ denom }: SdkGenesisOptions) {
  return {
    starting_proposal_id: '1',
    deposits: [],
    votes: [],
    proposals: [],
    deposit_params: null,
    voting_params: null,
    tally_params: null,
    params: {
      min_deposit: [{ denom, amount: '25000000' }],
      max_deposit_period: '60s',
      voting_period: '30s',
      quorum: '0.334000000000000000',
      threshold: '0.500000000000000000',
      veto_threshold: '0.334000000000000000',
      min_initial_deposit_ratio: '0.000000000000000000',
      proposal_cancel_ratio: '0.500000000000000000',
      proposal_cancel_dest: '',
      expedited_voting_period: '15s',
      expedited_threshold: '0.667000000000000000',
      expedited_min_deposit: [{ denom, amount: '50000000' }],
      burn_vote_quorum: false,
      burn_proposal_deposit_prevote: false,
      burn_vote_veto: true,
      min_deposit_ratio: '0.010000000000000000',
    },
    constitution: '',
  };
}

const wholeDecimal = (value: bigint): string => `${value}.000000000000000000`;

function stakingGenesis({ validators, denom, time }: SdkGenesisOptions) {
  return {
    params: {
      unbonding_time: '1814400s',
      max_validators: 100,
      max_entries: 7,
      historical_entries: 10000,
      bond_denom: denom,
      min_commission_rate: '0.000000000000000000',
    },
    last_total_power: String(validators.reduce((sum, { power }) => sum + power, 0n)),
    last_validator_powers: validators.map(({ operatorAddress, power }) => ({
      address: operatorAddress,
      power: String(power),
    })),
    validators: validators.map((validator) => validatorGenesis(validator, time)),
    delegations: validators.map(({ account, operatorAddress, power }) => ({
      delegator_address: account.address,
      validator_address: operatorAddress,
      shares: wholeDecimal(power),
    })),
    unbonding_delegations: [],
    redelegations: [],
    exported: true,
  };
}

function validatorGenesis({ name, operatorAddress, consensusKey, power }: GenesisValidator, time: string) {
  return {
    operator_address: operatorAddress,
    consensus_pubkey: { '@type': '/cosmos.crypto.ed25519.PubKey', key: consensusKey },
    jailed: false,
    status: 'BOND_STATUS_BONDED',
    tokens: String(power),
    delegator_shares: wholeDecimal(power),
    description: { moniker: name, identity: '', website: '', security_contact: '', details: '' },
    unbonding_height: '0',
    unbonding_time: '1970-01-01T00:00:00Z',
    commission: {
      commission_rates: {
        rate: '0.100000000000000000',
        max_rate: '0.200000000000000000',
        max_change_rate: '0.010000000000000000',
      },
      update_time: time,
    },
    min_self_delegation: '1',
    unbonding_on_hold_ref_count: '0',
    unbonding_ids: [],
  };
}
