import { MsgCreateValidator } from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { sdkModules } from '../../src/sdk/modules.js';
import { consensusAddressBytes, packConsensusKey } from '../../src/sdk/staking/validator.js';
import type { CommitVote, Misbehavior } from '../../src/types/context.js';
import type { ChainEvent } from '../../src/types/events.js';
import { latin1ToBytes } from '../../src/util/bytes.js';
import { addresses, alice, balances, bob, carol, deliver, started } from './people.js';
import type { World } from './world.js';

/** A plain SDK chain: staking moves coins, fees are shared, who sleeps is punished. */
export const plainParts = ['auth', 'bank', 'staking', 'gov', 'distribution', 'slashing', 'evidence'];

export const million = 1_000_000n;

export const key = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
export const consensusBytes = (byte: number): Uint8Array => latin1ToBytes(consensusAddressBytes(key(byte)));
export const operator = (account: string): string => addresses.operatorOf(account);

export const percent = (value: bigint): string => String(value * 10n ** 16n);

/** What an account must send to become a validator with a key of equal bytes. */
export const creation = (account: string, byte: number, amount: bigint) => ({
  description: { moniker: 'm', identity: '', website: '', securityContact: '', details: '' },
  commission: { rate: percent(10n), maxRate: percent(20n), maxChangeRate: percent(1n) },
  minSelfDelegation: '1',
  delegatorAddress: '',
  validatorAddress: operator(account),
  pubkey: packConsensusKey(key(byte)),
  value: { denom: 'ngonka', amount: String(amount) },
});

export interface PlainOptions {
  readonly parts?: readonly string[];
  readonly state?: Record<string, unknown>;
}

/** A plain chain on which alice, bob and carol hold 100 million each, without validators. */
export function plain({ parts = plainParts, state = {} }: PlainOptions = {}): World {
  const held = balances([alice, 100n * million], [bob, 100n * million], [carol, 100n * million]);
  const made = started({ bank: held, ...state }, { genesisParts: parts });
  for (const account of [alice, bob, carol]) made.open().auth.create(account);
  return made;
}

/** The same with the validators of alice (3 million) and bob (1 million) in the working set. */
export function plainWithValidators(options: PlainOptions = {}): World {
  const made = plain(options);
  deliver(made, MsgCreateValidator, creation(alice, 1, 3n * million));
  deliver(made, MsgCreateValidator, creation(bob, 2, million));
  endBlock(made);
  return made;
}

/** Ends a block of all modules; answers its events. */
export function endBlock(made: World): readonly ChainEvent[] {
  const keepers = made.open();
  for (const module of sdkModules(made.config)) module.endBlock?.(keepers.ctx, keepers);
  return keepers.ctx.events.all;
}

export interface BlockBegin {
  /** Powers by the byte of the consensus key; who is not named in `absent` has signed. */
  readonly powers?: readonly (readonly [byte: number, power: bigint])[];
  readonly absent?: readonly number[];
  readonly misbehavior?: readonly Misbehavior[];
}

/** Begins the next block, some seconds later; answers its events. */
export function beginBlock(made: World, seconds: bigint, begin: BlockBegin = {}): readonly ChainEvent[] {
  const { powers = [], absent = [], misbehavior = [] } = begin;
  made.nextBlock(seconds);
  const lastVotes: CommitVote[] = powers.map(([byte, power]) => ({
    address: consensusBytes(byte),
    power,
    signed: !absent.includes(byte),
  }));
  made.block = { ...made.block, lastVotes, misbehavior };
  const keepers = made.open();
  for (const module of sdkModules(made.config)) module.beginBlock?.(keepers.ctx, keepers);
  return keepers.ctx.events.all;
}
