import { QueryBalanceRequest, QueryBalanceResponse } from 'cosmjs-types/cosmos/bank/v1beta1/query';
import { MsgMultiSend, MsgSend, MsgSendResponse } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { CollectionItem, CollectionMap } from '../../src/store/collections.js';
import { text } from '../../src/store/textKey.js';
import { uint64Value } from '../../src/store/valueCodec.js';
import { proto } from '../../src/types/codec.js';
import type { Context } from '../../src/types/context.js';
import { sdkErrors } from '../../src/types/errors.js';
import { event } from '../../src/types/events.js';
import type { AppModule, MsgRoute, QueryRoute } from '../../src/types/module.js';
import { CodedError, simErrors } from '../../src/util/errors.js';

// A bank of one denomination, small enough to be read at a glance: what the app does shows in its two stores.

export interface ToyKeepers {
  readonly balances: CollectionMap<string, bigint>;
  readonly blocks: CollectionItem<bigint>;
}

export const openToyKeepers = ({ stores }: Context): ToyKeepers => ({
  balances: new CollectionMap(stores.store('bank'), 0x02, text, uint64Value),
  blocks: new CollectionItem(stores.store('clock'), 0x00, uint64Value),
});

function move(ctx: Context, { balances }: ToyKeepers, { fromAddress, toAddress, amount }: MsgSend): void {
  const coins = BigInt(amount[0]?.amount ?? 0);
  const before = balances.get(fromAddress) ?? 0n;
  // Written too early on purpose: what a failing message wrote must vanish with it.
  balances.set(toAddress, (balances.get(toAddress) ?? 0n) + coins);
  if (before < coins) {
    throw new CodedError(sdkErrors.insufficientFunds, `spendable balance ${before}toy is smaller than ${coins}toy`);
  }
  balances.set(fromAddress, before - coins);
  ctx.emit(event('transfer', { recipient: toAddress, sender: fromAddress, amount: `${coins}toy` }));
}

const sendRoute: MsgRoute<ToyKeepers, MsgSend, MsgSendResponse> = {
  typeUrl: MsgSend.typeUrl,
  request: proto(MsgSend),
  response: proto(MsgSendResponse),
  responseTypeUrl: MsgSendResponse.typeUrl,
  signers: (msg) => [msg.fromAddress],
  validateBasic(msg) {
    if (msg.fromAddress === '') throw new CodedError(sdkErrors.invalidAddress, 'empty sender');
  },
  handle(ctx, keepers, msg) {
    move(ctx, keepers, msg);
    return {};
  },
};

/** Handles no message: it fails in the three ways that are not a coded error of a rule. */
const faultyRoute: MsgRoute<ToyKeepers, MsgMultiSend, Record<string, never>> = {
  typeUrl: MsgMultiSend.typeUrl,
  request: proto(MsgMultiSend),
  response: { encode: () => new Uint8Array(0), decode: () => ({}) },
  responseTypeUrl: '/cosmos.bank.v1beta1.MsgMultiSendResponse',
  signers: () => [],
  handle(ctx, keepers, msg) {
    keepers.balances.set('trace', 1n);
    ctx.emit(event('toy', { module: 'own' }));
    if (msg.inputs.length === 1) throw new TypeError('a bug');
    if (msg.inputs.length === 2) ctx.gas.consume(1_000_000n, 'toy work');
    return {};
  },
};

const balanceRoute: QueryRoute<ToyKeepers, QueryBalanceRequest, QueryBalanceResponse> = {
  path: '/cosmos.bank.v1beta1.Query/Balance',
  request: proto(QueryBalanceRequest),
  response: proto(QueryBalanceResponse),
  handle(_ctx, { balances }, { address, denom }) {
    if (address === '') throw new CodedError({ codespace: 'grpc', code: 3, text: 'address is empty' });
    if (address === 'nobody') throw new CodedError({ codespace: 'grpc', code: 5, text: 'account nobody not found' });
    if (address === 'coded') throw new CodedError(sdkErrors.invalidRequest, 'not now');
    if (address === 'plain') throw new CodedError({ codespace: 'undefined', code: 1, text: 'plain text' });
    if (address === 'bug') throw new TypeError('a bug');
    return { balance: { denom, amount: String(balances.get(address) ?? 0n) } };
  },
};

interface ToyGenesis {
  readonly balances: Readonly<Record<string, string>>;
}

export const toyBank: AppModule<ToyKeepers> = {
  name: 'bank',
  stores: ['bank'],
  msgs: [sendRoute, faultyRoute] as unknown as AppModule<ToyKeepers>['msgs'],
  queries: [balanceRoute] as unknown as AppModule<ToyKeepers>['queries'],
  validateGenesis(genesis) {
    for (const amount of Object.values((genesis as ToyGenesis | undefined)?.balances ?? {})) {
      if (BigInt(amount) < 0n)
        throw new CodedError(simErrors.genesisInvalid, 'bank.balances: negative', {
          context: { path: 'bank.balances' },
        });
    }
  },
  initGenesis(_ctx, { balances }, genesis) {
    for (const [address, amount] of Object.entries((genesis as ToyGenesis | undefined)?.balances ?? {})) {
      balances.set(address, BigInt(amount));
    }
    return [];
  },
  exportGenesis: (_ctx, { balances }) => ({
    balances: Object.fromEntries([...balances.entries()].map(([address, amount]) => [address, String(amount)])),
  }),
};

/** Counts blocks; a validator of power `height` stands at every tenth. */
export const toyClock: AppModule<ToyKeepers> = {
  name: 'clock',
  stores: ['clock'],
  msgs: [],
  queries: [],
  validateGenesis() {},
  initGenesis(_ctx, { blocks }, genesis) {
    blocks.set(BigInt((genesis as { blocks?: string } | undefined)?.blocks ?? 0));
    return [{ pubKey: new Uint8Array(32), power: 1n }];
  },
  exportGenesis: (_ctx, { blocks }) => ({ blocks: String(blocks.get() ?? 0n) }),
  beginBlock(ctx, { blocks }) {
    blocks.set((blocks.get() ?? 0n) + 1n);
    ctx.emit(event('tick', { height: ctx.block.height }));
  },
  endBlock(ctx, { blocks }) {
    ctx.emit(event('tock', { blocks: blocks.require() }));
    return ctx.block.height % 10n === 0n ? [{ pubKey: new Uint8Array(32), power: ctx.block.height }] : [];
  },
};

export function send(fromAddress: string, toAddress: string, amount: number): Any {
  const value = MsgSend.fromPartial({ fromAddress, toAddress, amount: [{ denom: 'toy', amount: String(amount) }] });
  return { typeUrl: MsgSend.typeUrl, value: MsgSend.encode(value).finish() };
}

/** 0: succeeds with a module attribute of its own; 1: a bug; 2: uses a million gas. */
export function faulty(kind: 0 | 1 | 2): Any {
  const inputs = Array.from({ length: kind }, () => ({ address: 'x', coins: [] }));
  return { typeUrl: MsgMultiSend.typeUrl, value: MsgMultiSend.encode(MsgMultiSend.fromPartial({ inputs })).finish() };
}
