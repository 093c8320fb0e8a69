import type { Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import type { Addresses } from '../addresses.js';
import type { Coins } from '../coins.js';
import { bondedTokensOf, isBonded } from './validator.js';

/** What the pools need of the bank. */
interface PoolBank {
  balance(address: string, denom: string): bigint;
  delegateCoins(from: string, pool: string, coins: Coins): void;
  undelegateCoins(pool: string, to: string, coins: Coins): void;
  sendModuleToModule(from: string, to: string, coins: Coins): void;
  burn(module: string, coins: Coins): void;
}

/** What the rules may touch. */
export interface StakingGround {
  readonly addresses: Addresses;
  readonly bank: PoolBank;
  readonly params: { readonly bondDenom: string };
  bondedValidators(): Iterable<Validator>;
}

export type Pool = 'bonded_tokens_pool' | 'not_bonded_tokens_pool';

/** Where coins lie while they are staked. Amounts are in the bond denomination. */
export interface StakingPools {
  delegate(ground: StakingGround, from: string, to: Pool, amount: bigint): void;
  undelegate(ground: StakingGround, from: Pool, to: string, amount: bigint): void;
  move(ground: StakingGround, from: Pool, to: Pool, amount: bigint): void;
  burn(ground: StakingGround, from: Pool, amount: bigint): void;
  /** The tokens of all bonded validators. */
  bonded(ground: StakingGround): bigint;
  /** What contradicts these sums at genesis. */
  fault(ground: StakingGround, bonded: bigint, notBonded: bigint): string | undefined;
}

/** The pool that a validator's tokens lie in. */
export const poolOf = (validator: Validator): Pool =>
  isBonded(validator) ? 'bonded_tokens_pool' : 'not_bonded_tokens_pool';

const coinsOf = ({ params }: StakingGround, amount: bigint) =>
  amount === 0n ? [] : [{ denom: params.bondDenom, amount }];

const held = ({ addresses, bank, params }: StakingGround, pool: Pool): bigint =>
  bank.balance(addresses.module(pool), params.bondDenom);

/** The SDK's: coins move from the delegator's account to a module's and back. */
const coinPools: StakingPools = {
  delegate: (ground, from, to, amount) => ground.bank.delegateCoins(from, to, coinsOf(ground, amount)),
  undelegate: (ground, from, to, amount) => ground.bank.undelegateCoins(from, to, coinsOf(ground, amount)),
  move: (ground, from, to, amount) => ground.bank.sendModuleToModule(from, to, coinsOf(ground, amount)),
  burn: (ground, from, amount) => {
    if (amount > 0n) ground.bank.burn(from, coinsOf(ground, amount));
  },
  bonded: (ground) => held(ground, 'bonded_tokens_pool'),
  fault(ground, bonded, notBonded) {
    const differ = (pool: Pool, name: string, tokens: bigint): string | undefined =>
      held(ground, pool) === tokens
        ? undefined
        : `${name} pool balance is different from ${name} coins: ${held(ground, pool)} <-> ${tokens}`;
    return differ('bonded_tokens_pool', 'bonded', bonded) ?? differ('not_bonded_tokens_pool', 'not bonded', notBonded);
  },
};

/**
 * The fork's: only shares and powers change, and the pools stay empty. It asks for the denomination all the same, which
 * transactions pay for (reference, section 14).
 */
const noPools: StakingPools = {
  delegate: (ground) => void ground.params,
  undelegate: (ground) => void ground.params,
  move: (ground) => void ground.params,
  burn: () => {},
  bonded(ground) {
    let total = 0n;
    for (const validator of ground.bondedValidators()) total += bondedTokensOf(validator);
    return total;
  },
  fault: () => undefined,
};

/** In what the two forms of staking differ. */
export interface StakingRules {
  /** Tokens that make one unit of power. */
  readonly powerReduction: bigint;
  readonly pools: StakingPools;
}

/** Staking as SDK 0.53 has it: whoever delegates gives coins away, and a million tokens are one unit of power. */
export const plainStaking: StakingRules = { powerReduction: 1_000_000n, pools: coinPools };

/** Staking as the deployed chain's fork has it: powers come from compute results, and coins stay where they are. */
export const computeStaking: StakingRules = { powerReduction: 1n, pools: noPools };
