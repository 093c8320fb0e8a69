import type { Any } from 'cosmjs-types/google/protobuf/any';

/** An amount of one denomination, in base units. */
export interface Coin {
  readonly denom: string;
  readonly amount: bigint;
}

// The neighbours, as the inference module sees them. A keeper is bound to the context that it was opened for, so no
// method takes one. Addresses are bech32 text; module accounts go by module name.

export interface ExpectedAuth {
  has(address: string): boolean;
  /** What every type of account has; undefined when there is none. */
  baseAccount(address: string): { readonly pubKey?: Any | undefined } | undefined;
  moduleAddress(module: string): string;
  create(address: string, pubKey?: Any): void;
  /** The account of a module, opened unless it is there. */
  moduleAccount(module: string): unknown;
}

export interface ExpectedBank {
  /** The denomination that the chain counts in; it never changes, so nobody pays for reading it. */
  readonly baseDenom: string;
  balance(address: string, denom: string): bigint;
  spendable(address: string, denom: string): bigint;
  supply(denom: string): bigint;
  send(from: string, to: string, coins: readonly Coin[]): void;
  sendFromModule(module: string, to: string, coins: readonly Coin[]): void;
  sendToModule(from: string, module: string, coins: readonly Coin[]): void;
  sendModuleToModule(from: string, to: string, coins: readonly Coin[]): void;
  mint(module: string, coins: readonly Coin[]): void;
  burn(module: string, coins: readonly Coin[]): void;
}

/** One member's compute result: operator (valoper bech32), ed25519 consensus key, new power. */
export interface ComputeResult {
  readonly operatorAddress: string;
  readonly consensusKey: Uint8Array;
  readonly power: bigint;
}

export interface ExpectedStaking {
  /** Bonded validators, strongest first. */
  bonded(): readonly { operatorAddress: string; consensusKey: Uint8Array; tokens: bigint }[];
  setComputeValidators(results: readonly ComputeResult[]): void;
}

export interface GroupMember {
  readonly address: string;
  readonly weight: bigint;
  readonly metadata: string;
}

export interface ExpectedGroup {
  /** Makes a group with a percentage policy; admin of both is `admin`. */
  createWithPolicy(options: {
    readonly admin: string;
    readonly metadata: string;
    readonly percentage: string;
    /** Seconds. */
    readonly votingPeriod: bigint;
    readonly minExecutionPeriod: bigint;
  }): { readonly groupId: bigint; readonly policyAddress: string };
  /** Weight 0 removes a member; adding one of weight 0 is an error of x/group. */
  updateMembers(admin: string, groupId: bigint, members: readonly GroupMember[]): void;
  updateMetadata(admin: string, groupId: bigint, metadata: string): void;
  metadata(groupId: bigint): string;
  /** In order of address bytes. */
  members(groupId: bigint): readonly GroupMember[];
  submitProposal(options: {
    readonly policyAddress: string;
    readonly proposers: readonly string[];
    readonly metadata: string;
    readonly messages: readonly Any[];
  }): bigint;
  /** Votes and tries to execute at once. The metadata is kept with the vote. */
  voteAndTry(proposalId: bigint, voter: string, option: 'yes' | 'no', metadata?: string): void;
}

export interface ExpectedCollateral {
  collateral(participant: string): Coin | undefined;
  /** `fraction` in units of 1e-18. */
  slash(participant: string, fraction: bigint): void;
  advanceEpoch(completedEpoch: bigint): void;
}

export interface ExpectedVesting {
  /** Pays a module's coins out in equal parts, one per epoch. */
  vest(module: string, participant: string, coins: readonly Coin[], epochs: bigint): void;
}

export interface ExpectedAuthz {
  /** Accounts that may send this type of message for the granter. */
  grantees(granter: string, messageTypeUrl: string): readonly string[];
}

/** A line of the books: what has moved, or is owed from now on, and why. No state: for logs, reports and tests. */
export interface BookEntry {
  readonly kind: 'moved' | 'owed';
  readonly from: string;
  readonly to: string;
  readonly coin: Coin;
  readonly memo: string;
}

export interface ExpectedBookkeeper {
  enter(entry: BookEntry): void;
}

/** A member of an epoch with his weight in it. */
export interface EpochMember {
  readonly address: string;
  readonly weight: bigint;
}

export interface ExpectedBls {
  /** Has the members of an epoch begin with their common key. */
  beginKeys(epoch: bigint, members: readonly EpochMember[]): void;
}

/** The modules around; a chain may lack those with a question mark. */
export interface Neighbours {
  readonly auth: ExpectedAuth;
  readonly bank: ExpectedBank;
  readonly staking: ExpectedStaking;
  readonly group: ExpectedGroup;
  readonly collateral: ExpectedCollateral;
  readonly vesting?: ExpectedVesting;
  readonly authz?: ExpectedAuthz;
  readonly bookkeeper?: ExpectedBookkeeper;
  readonly bls?: ExpectedBls | undefined;
}
