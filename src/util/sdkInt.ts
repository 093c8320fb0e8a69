import { CodedError, simErrors } from './errors.js';
import { bitLength } from './floatBits.js';
import { euclideanMod } from './int.js';

// cosmossdk.io/math.Int is a bigint of at most 256 bits: its bounds, its texts and its failures.

const maxBits = 256;

/** The base of a number is guessed from its text, as Go's big.Int does it: underscores may stand between digits. */
const integerText =
  /^([+-]?)(0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0(?:_?[0-7])*|[1-9](?:_?[0-9])*)$/;

/**
 * Reads the text of an SDK integer, also as it stands in JSON and protobuf.
 *
 * The base is guessed: `0x1f` is 31, `010` is 8, `08` is an error, `1_000` and `+5` are taken. Error texts are the SDK's.
 */
export function parseSdkInt(text: string): bigint {
  const [, sign, digits] = integerText.exec(text) ?? [];
  if (digits === undefined) {
    const detail = `math/big: cannot unmarshal ${JSON.stringify(text)} into a *big.Int`;
    throw new CodedError(simErrors.malformedNumber, detail, { context: { text } });
  }
  const plain = digits.replaceAll('_', '');
  const size = BigInt(/^0[0-7]+$/.test(plain) ? `0o${plain}` : plain);
  const value = sign === '-' ? -size : size;
  if (bitLength(value) > maxBits) {
    throw new CodedError(simErrors.overflow, `integer out of range: ${text}`, { context: { text } });
  }
  return value;
}

function checked(value: bigint): bigint {
  if (bitLength(value) > maxBits) throw new CodedError(simErrors.overflow, 'integer overflow', { context: { value } });
  return value;
}

export const addSdkInt = (a: bigint, b: bigint): bigint => checked(a + b);
export const subSdkInt = (a: bigint, b: bigint): bigint => checked(a - b);
export const mulSdkInt = (a: bigint, b: bigint): bigint => checked(a * b);

/** Quotient cut toward zero. */
export function quoSdkInt(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new CodedError(simErrors.divisionByZero, 'Division by zero');
  return a / b;
}

/** Euclidean remainder: never negative. */
export const modSdkInt = (a: bigint, b: bigint): bigint => euclideanMod(a, b, 'divide by zero');
