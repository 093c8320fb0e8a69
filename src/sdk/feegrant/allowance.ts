import { AllowedMsgAllowance, BasicAllowance, PeriodicAllowance } from 'cosmjs-types/cosmos/feegrant/v1beta1/feegrant';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { proto } from '../../types/codec.js';
import { sdkErrors } from '../../types/errors.js';
import type { GasMeter } from '../../types/gas.js';
import { CodedError } from '../../util/errors.js';
import { type Coins, fromProtoCoins, isValidCoins, printCoins, subCoins, toProtoCoins } from '../coins.js';
import { feegrantErrors } from '../errors.js';
import { fromSeconds, toSeconds } from '../time.js';

/** A fee that an allowance is asked to bear. Times are nanoseconds since the Unix epoch. */
export interface FeeUse {
  readonly fee: Coins;
  /** Type URLs of the transaction's messages. */
  readonly messages: readonly string[];
  readonly now: bigint;
  readonly gas: GasMeter;
}

/** What is left of an allowance; undefined when it is used up and goes. */
export type AllowanceLeft = Any | undefined;

/** Gas of looking at one message of an allowance that names them. */
const gasOfMessage = 10n;

/** Takes a fee from an allowance, or refuses with an error of codespace `feegrant`. */
export function acceptFee(allowance: Any, use: FeeUse): AllowanceLeft {
  switch (allowance.typeUrl) {
    case BasicAllowance.typeUrl:
      return packed(BasicAllowance, acceptBasic(proto(BasicAllowance).decode(allowance.value), use));
    case PeriodicAllowance.typeUrl:
      return packed(PeriodicAllowance, acceptPeriodic(proto(PeriodicAllowance).decode(allowance.value), use));
    case AllowedMsgAllowance.typeUrl:
      return packed(AllowedMsgAllowance, acceptNamed(proto(AllowedMsgAllowance).decode(allowance.value), use));
    default:
      throw unknownAllowance(allowance);
  }
}

const unknownAllowance = ({ typeUrl }: Any): CodedError =>
  new CodedError(sdkErrors.unpackAny, `${typeUrl} is no fee allowance`);

type Packable<T> = Parameters<typeof proto<T>>[0] & { readonly typeUrl: string };

function packed<T>(type: Packable<T>, message: T | undefined): AllowanceLeft {
  return message && { typeUrl: type.typeUrl, value: proto(type).encode(message) };
}

function refuse(kind: keyof typeof feegrantErrors, detail: string): CodedError {
  return new CodedError(feegrantErrors[kind], detail);
}

/** What remains of a limit. No limit at all is no list of coins. */
function spend(limit: Coins, fee: Coins, what: string): Coins {
  const left = subCoins(limit, fee);
  if (left.some(({ amount }) => amount < 0n)) throw refuse('feeLimitExceeded', what);
  return left;
}

function acceptBasic(basic: BasicAllowance, { fee, now }: FeeUse): BasicAllowance | undefined {
  const { expiration, spendLimit } = basic;
  if (expiration && fromSeconds(expiration) < now) throw refuse('feeLimitExpired', 'basic allowance');
  if (spendLimit.length === 0) return basic;
  const left = spend(fromProtoCoins(spendLimit), fee, 'basic allowance');
  return left.length === 0 ? undefined : { ...basic, spendLimit: toProtoCoins(left) };
}

function acceptPeriodic(periodic: PeriodicAllowance, { fee, now }: FeeUse): PeriodicAllowance | undefined {
  const { expiration } = periodic.basic;
  if (expiration && now > fromSeconds(expiration)) throw refuse('feeLimitExpired', 'absolute limit');
  const current = inPeriod(periodic, now);
  const periodCanSpend = toProtoCoins(spend(fromProtoCoins(current.periodCanSpend), fee, 'period limit'));
  if (periodic.basic.spendLimit.length === 0) return { ...current, periodCanSpend };
  const left = spend(fromProtoCoins(periodic.basic.spendLimit), fee, 'absolute limit');
  if (left.length === 0) return undefined;
  return { ...current, periodCanSpend, basic: { ...periodic.basic, spendLimit: toProtoCoins(left) } };
}

/** Begins a new period when the last one is over; after a long rest the next one counts from now. */
function inPeriod(periodic: PeriodicAllowance, now: bigint): PeriodicAllowance {
  const end = fromSeconds(periodic.periodReset);
  if (now < end) return periodic;
  const [limit, most] = [periodic.basic.spendLimit, periodic.periodSpendLimit];
  const isLess = subCoins(fromProtoCoins(limit), fromProtoCoins(most)).some(({ amount }) => amount < 0n);
  const length = fromSeconds(periodic.period);
  const next = now > end + length ? now + length : end + length;
  return { ...periodic, periodCanSpend: isLess && limit.length > 0 ? limit : most, periodReset: toSeconds(next) };
}

function acceptNamed(named: AllowedMsgAllowance, use: FeeUse): AllowedMsgAllowance | undefined {
  for (const _allowed of named.allowedMessages) use.gas.consume(gasOfMessage, 'check msg');
  const allowed = new Set(named.allowedMessages);
  for (const message of use.messages) {
    use.gas.consume(gasOfMessage, 'check msg');
    if (!allowed.has(message)) throw refuse('messageNotAllowed', 'message does not exist in allowed messages');
  }
  if (!named.allowance) throw new CodedError(feegrantErrors.noAllowance, 'allowance is nil');
  const allowance = acceptFee(named.allowance, use);
  return allowance && { ...named, allowance };
}

/** When an allowance ends, in nanoseconds; undefined for never. */
export function expirationOf(allowance: Any): bigint | undefined {
  const basic = basicOf(allowance);
  return basic?.expiration && fromSeconds(basic.expiration);
}

function basicOf({ typeUrl, value }: Any): BasicAllowance | undefined {
  if (typeUrl === BasicAllowance.typeUrl) return proto(BasicAllowance).decode(value);
  if (typeUrl === PeriodicAllowance.typeUrl) return proto(PeriodicAllowance).decode(value).basic;
  if (typeUrl !== AllowedMsgAllowance.typeUrl) throw unknownAllowance({ typeUrl, value });
  const { allowance } = proto(AllowedMsgAllowance).decode(value);
  return allowance && basicOf(allowance);
}

/** The checks of an allowance that need no state; throws a coded error. */
export function validateAllowance(allowance: Any): void {
  const { typeUrl, value } = allowance;
  if (typeUrl === BasicAllowance.typeUrl) validateBasicAllowance(proto(BasicAllowance).decode(value));
  else if (typeUrl === PeriodicAllowance.typeUrl) validatePeriodic(proto(PeriodicAllowance).decode(value));
  else if (typeUrl === AllowedMsgAllowance.typeUrl) validateNamed(proto(AllowedMsgAllowance).decode(value));
  else throw unknownAllowance(allowance);
}

function validateNamed({ allowance, allowedMessages }: AllowedMsgAllowance): void {
  if (!allowance) throw refuse('noAllowance', 'allowance should not be empty');
  if (allowedMessages.length === 0) throw refuse('noMessages', "allowed messages shouldn't be empty");
  validateAllowance(allowance);
}

function validateBasicAllowance({ spendLimit, expiration }: BasicAllowance): void {
  const coins = fromProtoCoins(spendLimit);
  if (!isValidCoins(coins))
    throw new CodedError(sdkErrors.invalidCoins, `send amount is invalid: ${printCoins(coins)}`);
  if (expiration && expiration.seconds < 0n) throw refuse('invalidDuration', 'expiration time cannot be negative');
}

function validatePeriodic({ basic, period, periodSpendLimit, periodCanSpend }: PeriodicAllowance): void {
  validateBasicAllowance(basic);
  const [limit, left] = [fromProtoCoins(periodSpendLimit), fromProtoCoins(periodCanSpend)];
  const { invalidCoins } = sdkErrors;
  if (!isValidCoins(limit)) throw new CodedError(invalidCoins, `spend amount is invalid: ${printCoins(limit)}`);
  if (limit.length === 0) throw new CodedError(invalidCoins, 'spend limit must be positive');
  if (!isValidCoins(left)) throw new CodedError(invalidCoins, `can spend amount is invalid: ${printCoins(left)}`);
  if (fromSeconds(period) < 0n) throw refuse('invalidDuration', 'negative clock step');
}
