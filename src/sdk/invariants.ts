import { ProposalStatus } from 'cosmjs-types/cosmos/gov/v1/gov';
import * as dec from '../util/legacyDec.js';
import { baseOf, isModuleAccount } from './auth/account.js';
import { type Coins, coversAll, fromProtoCoins, printCoins, toCoins } from './coins.js';
import { addDecCoins, fromProtoDecCoins, truncated } from './decCoins.js';
import { addWeights, compareWeights, parseWeight, zeroWeight } from './group/weight.js';
import type { SdkKeepers } from './keepers.js';
import { bondedTokensOf, isBonded, tokensOf } from './staking/validator.js';

/** A statement about the state that holds at every height; `check` answers what contradicts it, or nothing. */
export interface SdkInvariant {
  readonly name: string;
  /** The module that it speaks of; without that one there is nothing to check. */
  readonly module?: string;
  check(keepers: SdkKeepers): string | undefined;
}

const differ = (what: string, a: string, b: string): string | undefined =>
  a === b ? undefined : `${what}: ${a} against ${b}`;

/** Anybody may send coins to a module, so its account may hold more than it must. */
const uncovered = (what: string, owed: Coins, held: Coins): string | undefined =>
  coversAll(held, owed) ? undefined : `${what}: ${printCoins(owed)} against ${printCoins(held)}`;

/** Cost of each: O(records of its module). */
export const sdkInvariants: readonly SdkInvariant[] = [
  {
    name: 'supply is the sum of balances',
    check: ({ bank }) => differ('supply', printCoins(bank.totalSupply()), printCoins(bank.sumOfBalances())),
  },
  {
    name: 'accounts and account numbers match',
    check({ auth }) {
      for (const account of auth.accounts()) {
        const { address, accountNumber } = baseOf(account);
        if (accountNumber >= auth.accountNumber)
          return `${address} has number ${accountNumber}, which was not given yet`;
        if (auth.addressOfNumber(accountNumber) !== address) return `number ${accountNumber} is not that of ${address}`;
      }
      return undefined;
    },
  },
  {
    name: 'modules that hold coins have module accounts',
    check({ auth, bank, config }) {
      for (const name of Object.keys(config.moduleAccounts)) {
        const address = auth.addresses.module(name);
        const account = auth.account(address);
        if (account ? !isModuleAccount(account) : bank.balances(address).length > 0)
          return `${name} has no module account`;
      }
      return undefined;
    },
  },
  { name: 'validators and the order of powers match', check: brokenPowers },
  { name: "delegations sum to validators' shares", check: brokenShares },
  { name: 'staked coins lie in the pools', check: brokenPools },
  {
    name: 'rewards that are owed lie in their account',
    module: 'distribution',
    check({ auth, bank, distribution }) {
      const { schema, communityPool } = distribution!;
      const owed = [...schema.outstanding.values()].map(({ rewards }) => fromProtoDecCoins(rewards));
      const all = truncated(owed.reduce(addDecCoins, communityPool)).whole;
      return uncovered('rewards', all, bank.balances(auth.addresses.module('distribution')));
    },
  },
  {
    name: "gov's deposits lie in its account",
    module: 'gov',
    check({ gov, bank }) {
      const deposits = [...gov.schema.deposits.values()].flatMap(({ amount }) => fromProtoCoins(amount));
      return uncovered('deposits', toCoins(deposits), bank.balances(gov.authority));
    },
  },
  {
    name: 'proposals in their voting period are marked so',
    module: 'gov',
    check({ gov }) {
      for (const { id, status } of gov.schema.proposals.values()) {
        const voting = status === ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD;
        if (gov.schema.voting.has(id) !== voting) return `proposal ${id}`;
      }
      return undefined;
    },
  },
  { name: "groups' total weights are their members' sums", module: 'group', check: brokenWeights },
  {
    name: 'collateral lies in its account',
    module: 'collateral',
    check: ({ collateral }) => uncovered('collateral', collateral.owed(), collateral.held()),
  },
];

function brokenPowers({ staking }: SdkKeepers): string | undefined {
  let ranked = 0;
  for (const [{ power }, operator] of staking.schema.byPower.entries()) {
    const validator = staking.validator(operator);
    if (!validator || validator.jailed || staking.powerOf(validator) !== power)
      return `${operator} is ranked with ${power}`;
    ranked += 1;
  }
  const free = [...staking.validators()].filter(({ jailed }) => !jailed).length;
  if (free !== ranked) return `${free} validators, ${ranked} of them ranked`;
  for (const operator of staking.schema.lastPowers.keys()) {
    const validator = staking.validator(operator);
    if (!validator || !isBonded(validator)) return `${operator} is in the working set but not bonded`;
  }
  return undefined;
}

function brokenShares({ staking }: SdkKeepers): string | undefined {
  const sums = new Map<string, bigint>();
  for (const { validatorAddress, shares } of staking.schema.delegations.values()) {
    sums.set(validatorAddress, (sums.get(validatorAddress) ?? 0n) + BigInt(shares));
  }
  for (const { operatorAddress, delegatorShares } of staking.validators()) {
    const sum = sums.get(operatorAddress) ?? 0n;
    if (sum !== BigInt(delegatorShares)) {
      return `${operatorAddress}: ${dec.format(dec.fromUnits(sum))} delegated, shares ${delegatorShares}`;
    }
  }
  return undefined;
}

/** By the rules of the chain: the fork's pools are empty. */
function brokenPools({ staking }: SdkKeepers): string | undefined {
  const validators = [...staking.validators()];
  const bonded = validators.reduce((sum, validator) => sum + bondedTokensOf(validator), 0n);
  const all = validators.reduce((sum, validator) => sum + tokensOf(validator), 0n);
  const entries = [...staking.schema.unbondings.values()].flatMap((unbonding) => unbonding.entries);
  const unbonding = entries.reduce((sum, { balance }) => sum + BigInt(balance), 0n);
  return staking.rules.pools.fault(staking, bonded, all - bonded + unbonding);
}

function brokenWeights({ group }: SdkKeepers): string | undefined {
  for (const { id, totalWeight } of group.schema.groups.values()) {
    const weights = [...group.memberRecords(id)].map(({ member }) => parseWeight(member!.weight));
    const sum = weights.reduce(addWeights, zeroWeight);
    if (compareWeights(sum, parseWeight(totalWeight)) !== 0) return `group ${id}`;
  }
  return undefined;
}

/** What is broken now, `name: contradiction`; empty when all is well. */
export const brokenSdkInvariants = (keepers: SdkKeepers): string[] =>
  sdkInvariants.flatMap(({ name, module, check }) => {
    if (module !== undefined && !keepers.config.modules.has(module)) return [];
    const broken = check(keepers);
    return broken === undefined ? [] : [`${name}: ${broken}`];
  });
