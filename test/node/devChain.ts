import { Secp256k1 } from '@cosmjs/crypto';
import { MsgDelegate } from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { surfaceBugs } from '../../src/app/failure.js';
import type { Account } from '../../src/node/accounts.js';
import { type GenesisFile, parseGenesisFile } from '../../src/node/genesisFile.js';
import type { Node } from '../../src/node/node.js';
import type { NodeOptions } from '../../src/node/nodeOptions.js';
import { openNode } from '../../src/node/openNode.js';
import type { Scheduler } from '../../src/node/producer.js';
import { type GenesisValidator, sdkGenesis } from '../../src/node/sdkGenesis.js';
import { consensusKeyOfAccount } from '../../src/node/signers.js';
import { proto } from '../../src/types/codec.js';
import { addressBytes, toAddress, underPrefix } from '../../src/util/address.js';
import { bytesToBase64, utf8ToBytes } from '../../src/util/bytes.js';
import { sha256 } from '../../src/util/sha256.js';
import { alice, bob, carol, chainId, type Person, send, signedTx } from '../app/ante/signing.js';

// A plain chain of three accounts for tests of the node: alice is 0, bob 1, carol 2; whoever validates has the derived key.

export const persons: readonly Person[] = [alice, bob, carol];

function accountOf({ privateKey, address }: Person, index: number): Account {
  const publicKey = Secp256k1.compressPubkey(Secp256k1.makeKeypair(privateKey).pubkey);
  return { index, address, addressBytes: addressBytes(address), publicKey, privateKey };
}

export interface DevChain {
  /** Powers of alice, bob and carol as validators. */
  readonly powers?: readonly bigint[];
  /** Whose accounts their consensus keys are derived from; others than 0 to 127 are nobody's. */
  readonly keysOf?: readonly number[];
  readonly initialHeight?: number;
  readonly block?: { readonly max_bytes: string; readonly max_gas: string };
}

/** A plain chain gives one unit of power for so many tokens, and keeps the tokens in an account of its own. */
const tokensPerPower = 1_000_000n;

function bonded(state: Record<string, unknown>, powers: readonly bigint[]): Record<string, unknown> {
  const { balances, supply, ...rest } = state.bank as { balances: unknown[]; supply: { amount: string }[] };
  const pool = toAddress('gonka', sha256(utf8ToBytes('bonded_tokens_pool')).slice(0, 20));
  const total = powers.reduce((sum, power) => sum + power, 0n);
  const tokens = total * tokensPerPower;
  const bank = {
    ...rest,
    balances: [...balances, { address: pool, coins: [{ denom: 'ngonka', amount: String(tokens) }] }],
    supply: [{ denom: 'ngonka', amount: String(BigInt(supply[0]!.amount) + tokens) }],
  };
  const staking = state.staking as { last_validator_powers: { address: string }[] };
  const last = staking.last_validator_powers.map(({ address }, i) => ({ address, power: String(powers[i]) }));
  return { ...state, bank, staking: { ...staking, last_total_power: String(total), last_validator_powers: last } };
}

export const genesisTime = '2026-01-01T00:00:00Z';
export const genesisNanos = 1_767_225_600_000_000_000n;

export function devGenesis(chain: DevChain = {}): GenesisFile {
  const {
    powers = [10n],
    keysOf = [0, 1, 2],
    initialHeight = 1,
    block = { max_bytes: '22020096', max_gas: '-1' },
  } = chain;
  const accounts = persons.map(accountOf);
  const validators = powers.map(
    (power, index): GenesisValidator => ({
      account: accounts[index]!,
      name: `validator ${index}`,
      operatorAddress: underPrefix('gonkavaloper', accounts[index]!.address),
      consensusKey: bytesToBase64(consensusKeyOfAccount(keysOf[index]!).publicKey),
      power: power * tokensPerPower,
    }),
  );
  const options = { accounts, denom: 'ngonka', display: 'gonka', balance: 1_000_000n, validators, time: genesisTime };
  const document = {
    genesis_time: genesisTime,
    chain_id: chainId,
    initial_height: initialHeight,
    app_state: bonded(sdkGenesis(options), powers),
    consensus: { params: { block } },
  };
  return parseGenesisFile(JSON.stringify(document), 'genesis.json');
}

/** Time that passes only when a test says so, with the timers that wait for it. */
export class VirtualTime {
  #now = genesisNanos + 60_000_000_000n;
  #timers: { readonly at: bigint; readonly run: () => void }[] = [];

  readonly time = (): bigint => this.#now;

  readonly schedule: Scheduler = (milliseconds, run) => {
    const timer = { at: this.#now + BigInt(milliseconds) * 1_000_000n, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  };

  get waiting(): number {
    return this.#timers.length;
  }

  /** Lets so many milliseconds pass; what is due in them runs in its order. 0 runs what is due now. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + BigInt(milliseconds) * 1_000_000n;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => Number(a.at - b.at))[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((one) => one !== due);
      if (due.at > this.#now) this.#now = due.at;
      due.run();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#now = end;
  }
}

/** A node of the plain chain in virtual time, which makes blocks only when told to unless it is told otherwise. */
export async function devNode(options: Partial<NodeOptions> = {}, world = new VirtualTime()): Promise<Node> {
  const { time, schedule } = world;
  return openNode({ genesis: devGenesis(), mode: 'manual', time, schedule, onBug: surfaceBugs, ...options });
}

export interface SentTx {
  readonly who?: Person;
  readonly amount?: bigint;
  readonly gas?: bigint;
  readonly memo?: string;
  readonly timeoutHeight?: bigint;
  /** In place of sending coins to bob. */
  readonly message?: Any;
}

/** A transaction by which somebody, alice unless told otherwise, sends a coin to bob. */
export function sendTx(sequence: number, tx: SentTx = {}): Uint8Array {
  const { who = alice, amount = 1n, gas = 200_000n, memo = '', timeoutHeight = 0n } = tx;
  const { message = send(amount, who) } = tx;
  const accountNumber = BigInt(persons.indexOf(who));
  const signers = [{ who, accountNumber, sequence: BigInt(sequence) }];
  return signedTx({ body: { messages: [message], memo, timeoutHeight }, fee: { gasLimit: gas }, signers });
}

/** Gives more of somebody's coins to a validator: a million of them are one unit of power. */
export function delegation(who: Person, validator: Person, amount: bigint): Any {
  const message = MsgDelegate.fromPartial({
    delegatorAddress: who.address,
    validatorAddress: underPrefix('gonkavaloper', validator.address),
    amount: { denom: 'ngonka', amount: String(amount) },
  });
  return { typeUrl: MsgDelegate.typeUrl, value: proto(MsgDelegate).encode(message) };
}
