import type { AuthKeeper } from '../../sdk/auth/keeper.js';
import type { BankKeeper } from '../../sdk/bank/keeper.js';
import { type Coins, fromProtoCoins, isValidCoins, printCoins } from '../../sdk/coins.js';
import type { Context } from '../../types/context.js';
import { sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { wrapped } from '../../types/wrapped.js';
import { addressBytes } from '../../util/address.js';
import { readBech32 } from '../../util/bech32.js';
import { CodedError } from '../../util/errors.js';
import * as dec from '../../util/legacyDec.js';
import type { DecodedTx } from '../decodeTx.js';
import { goPanic } from '../goPanics.js';
import { goText } from '../goText.js';
import type { AnteKeepers, SdkAnteCheck } from './anteCheck.js';
import { feePayerOf } from './signers.js';

/** What a node wants at least for a unit of gas before it takes a transaction: no rule of the chain, but its owner's. */
export interface GasPrice {
  readonly denom: string;
  readonly amount: dec.LegacyDec;
}

/** Takes the fee from its payer, or from who grants it, and says so in an event. */
export const deductFee =
  (minGasPrices: readonly GasPrice[]): SdkAnteCheck =>
  (ctx, keepers, tx, mode) => {
    const { amount, gasLimit } = tx.authInfo.fee!;
    if (mode !== 'simulate' && ctx.block.height > 0n && gasLimit === 0n) {
      throw new CodedError(sdkErrors.invalidGasLimit, 'must provide positive gas');
    }
    const fee = fromProtoCoins(amount);
    if (mode === 'check') requireMinimum(fee, gasLimit, minGasPrices);
    const payer = payerOf(ctx, keepers, tx, fee);
    if (!keepers.auth.account(payer)) {
      throw new CodedError(sdkErrors.unknownAddress, `fee payer address: ${rawAddress(payer)} does not exist`);
    }
    if (fee.some(({ amount: coins }) => coins !== 0n)) payFee(keepers, payer, fee);
    ctx.emit(event('tx', { fee: printCoins(fee), fee_payer: payer }));
  };

/** One of the prices must be covered in its own denomination: sdk 13. */
function requireMinimum(fee: Coins, gasLimit: bigint, prices: readonly GasPrice[]): void {
  const required = prices
    .map(({ denom, amount }) => ({ denom, amount: dec.truncateInt(dec.ceil(dec.mulInt(amount, gasLimit))) }))
    .filter((coin) => coin.amount > 0n);
  if (required.length === 0) return;
  const isEnough = required.some((coin) =>
    fee.some(({ denom, amount }) => denom === coin.denom && amount >= coin.amount),
  );
  if (isEnough) return;
  const text = `insufficient fees; got: ${printCoins(fee)} required: ${printCoins(required)}`;
  throw new CodedError(sdkErrors.insufficientFee, text);
}

function payerOf<K>(ctx: Context, keepers: AnteKeepers, tx: DecodedTx<K>, fee: Coins): string {
  const payer = feePayerOf(tx);
  const granter = tx.authInfo.fee!.granter.toLowerCase();
  if (granter === '') return payer;
  requireGranter(keepers.auth, granter);
  if (granter === payer) return granter;
  try {
    const messages = tx.messages.map(({ route }) => route.typeUrl);
    keepers.feegrant.useAllowance({ granter, grantee: payer, fee, messages, now: ctx.block.time });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw wrapped(error, `${rawAddress(granter)} does not allow to pay fees for ${rawAddress(payer)}`);
  }
  return granter;
}

function requireGranter({ addresses }: AuthKeeper, granter: string): void {
  const read = readBech32(granter);
  if (!read.ok) throw goPanic(`decoding bech32 failed: ${read.complaint}`);
  if (read.prefix !== addresses.prefix) {
    throw goPanic(`hrp does not match bech32 prefix: expected '${addresses.prefix}' got '${read.prefix}'`);
  }
}

/** The chain prints the bytes of addresses here, whatever they look like. */
const rawAddress = (address: string): string => goText(addressBytes(address));

function payFee({ bank }: { readonly bank: BankKeeper }, payer: string, fee: Coins): void {
  if (!isValidCoins(fee)) throw new CodedError(sdkErrors.insufficientFee, `invalid fee amount: ${printCoins(fee)}`);
  try {
    bank.sendToModule(payer, 'fee_collector', fee);
  } catch (error) {
    if (!(error instanceof CodedError) || error.kind !== sdkErrors.insufficientFunds) throw error;
    throw new CodedError(sdkErrors.insufficientFunds, error.message, { cause: error });
  }
}
