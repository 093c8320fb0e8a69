import { BaseAccount } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import { QueryAccountRequest, QueryAccountResponse } from 'cosmjs-types/cosmos/auth/v1beta1/query';
import { QueryBalanceRequest, QueryBalanceResponse } from 'cosmjs-types/cosmos/bank/v1beta1/query';
import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { TxResult } from '../../app/txResult.js';
import { proto } from '../../types/codec.js';
import { readBech32 } from '../../util/bech32.js';
import { emptyBytes } from '../../util/bytes.js';
import { CodedError, defineErrors } from '../../util/errors.js';
import type { QueryPort } from '../queryPort.js';

/** What a faucet asks of whoever keeps its key. */
export interface TransferToSign {
  readonly messages: readonly Any[];
  readonly accountNumber: bigint;
  readonly sequence: bigint;
  readonly gasLimit: bigint;
}

export interface FaucetOptions {
  /** The account that pays. */
  readonly address: string;
  /** Gives the bytes of the transaction, signed by that account. */
  sign(transfer: TransferToSign): Uint8Array;
  /** What one request is paid, by denomination, in its units. */
  readonly amounts: Readonly<Record<string, bigint>>;
  /** Seconds that an address waits between two payments of a denomination. */
  readonly cooldown: number;
}

/** What a faucet needs of its node. */
export interface FaucetNode extends QueryPort {
  readonly chainId: string;
  readonly genesis: { readonly bech32Prefix: string };
  broadcast(tx: Uint8Array): TxResult;
}

/** Why a faucet does not pay; the code is the HTTP status that CosmJS's faucet gives. */
export const faucetErrors = defineErrors('faucet', {
  malformed: [400, 'bad request'],
  denomUnknown: [422, 'no such token'],
  tooSoon: [405, 'wait'],
  failed: [500, 'sending tokens failed'],
});

const gasLimit = 200_000n;
const wrongSequence = 32;

/** Pays a little to whoever asks, as CosmJS's faucet does. */
export class Faucet {
  readonly #node: FaucetNode;
  readonly #options: FaucetOptions;
  /** When an address was last paid a denomination, in seconds, as long as it has to wait. */
  readonly #paid = new Map<string, number>();
  /** The sequence after the last transaction that the node took, which may not be in a block yet. */
  #next = 0n;

  constructor(node: FaucetNode, options: FaucetOptions) {
    this.#node = node;
    this.#options = options;
  }

  /** The body of `GET /status`. */
  status(): object {
    const { address, amounts } = this.#options;
    const denoms = Object.keys(amounts);
    const balance = denoms.map((denom) => ({ denom, amount: this.#balance(denom) }));
    return {
      status: 'ok',
      chainId: this.#node.chainId,
      chainTokens: denoms,
      availableTokens: balance.filter(({ amount }) => amount !== '0').map(({ denom }) => denom),
      holder: { address, balance },
      distributors: [],
    };
  }

  /**
   * Pays one request; `now` in seconds.
   *
   * @throws faucetErrors
   */
  credit(request: unknown, now: number): void {
    const { address, denom } = this.#read(request);
    const name = `${address} ${denom}`;
    this.#forgetBefore(now - this.#options.cooldown);
    const last = this.#paid.get(name);
    if (last !== undefined) {
      const wait = Math.ceil(last + this.#options.cooldown - now);
      throw new CodedError(faucetErrors.tooSoon, `${address} was paid; in ${wait} s it may be again`);
    }
    const amount = [{ denom, amount: String(this.#options.amounts[denom]) }];
    this.#send({ fromAddress: this.#options.address, toAddress: address, amount });
    this.#paid.set(name, now);
  }

  /** Payments up to that time keep nobody waiting any more; the oldest ones stand first. */
  #forgetBefore(time: number): void {
    for (const [name, paid] of this.#paid) {
      if (paid > time) return;
      this.#paid.delete(name);
    }
  }

  #read(request: unknown): { readonly address: string; readonly denom: string } {
    const { address, denom } = (request ?? {}) as { readonly address?: unknown; readonly denom?: unknown };
    if (typeof address !== 'string' || typeof denom !== 'string') {
      throw new CodedError(faucetErrors.malformed, 'address and denom are wanted, as text');
    }
    const { bech32Prefix } = this.#node.genesis;
    const read = readBech32(address);
    if (!read.ok || read.prefix !== bech32Prefix) {
      throw new CodedError(faucetErrors.malformed, `address: ${address} is no address of prefix ${bech32Prefix}`);
    }
    if (!Object.hasOwn(this.#options.amounts, denom)) {
      const known = Object.keys(this.#options.amounts).join(', ');
      throw new CodedError(faucetErrors.denomUnknown, `denom: ${denom} is not one of ${known}`);
    }
    return { address, denom };
  }

  #send(send: MsgSend): void {
    const message = { typeUrl: MsgSend.typeUrl, value: proto(MsgSend).encode(send) };
    const { accountNumber, sequence } = this.#account();
    if (this.#next < sequence) this.#next = sequence;
    let result = this.#broadcast(message, accountNumber);
    if (result.code === wrongSequence) {
      // What was waiting has gone, by a revert or a restart: begin again from what the chain says.
      this.#next = sequence;
      result = this.#broadcast(message, accountNumber);
    }
    if (result.code !== 0) throw new CodedError(faucetErrors.failed, result.log);
    this.#next += 1n;
  }

  #broadcast(message: Any, accountNumber: bigint): TxResult {
    const transfer = { messages: [message], accountNumber, sequence: this.#next, gasLimit };
    return this.#node.broadcast(this.#options.sign(transfer));
  }

  #account(): BaseAccount {
    const data = proto(QueryAccountRequest).encode({ address: this.#options.address });
    const { code, value = emptyBytes } = this.#node.query({ path: '/cosmos.auth.v1beta1.Query/Account', data });
    if (code !== 0) throw new CodedError(faucetErrors.failed, `${this.#options.address} has no account`);
    return proto(BaseAccount).decode(proto(QueryAccountResponse).decode(value).account!.value);
  }

  #balance(denom: string): string {
    const data = proto(QueryBalanceRequest).encode({ address: this.#options.address, denom });
    const { value = emptyBytes } = this.#node.query({ path: '/cosmos.bank.v1beta1.Query/Balance', data });
    return proto(QueryBalanceResponse).decode(value).balance?.amount ?? '0';
  }
}
