import { expect } from 'vitest';
import { bytesToHex, utf8ToBytes } from '../../src/util/bytes.js';
import { CodedError } from '../../src/util/errors.js';
import { float32FromBits } from '../../src/util/floatBits.js';
import { formatFloat64 } from '../../src/util/goFloatText.js';
import * as dec from '../../src/util/legacyDec.js';
import { modSdkInt, mulSdkInt, parseSdkInt, quoSdkInt } from '../../src/util/sdkInt.js';
import * as shop from '../../src/util/shopspring.js';
import { expTaylor, pow } from '../../src/util/shopspringPower.js';
import { bitsOf, byKind, floatOf } from './forms.js';
import type { CheckCase, VectorCase } from './shared.js';

/** A result, or the text of the failure in the field that the file uses for it. */
function outcome(run: () => unknown, field: 'panic' | 'error'): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof CodedError) return { [field]: error.message };
    throw error;
  }
}

/** Ours says "detail: registered text"; the file has the detail, or for a bare kind the text itself. */
function expectSame(actual: unknown, expected: unknown, where: string): void {
  const failed = (value: unknown): value is Record<string, string> =>
    typeof value === 'object' && value !== null && ('panic' in value || 'error' in value);
  if (failed(expected)) {
    const [field, text] = Object.entries(expected)[0]!;
    expect(failed(actual) ? actual[field] : actual, where).toEqual(expect.stringContaining(text));
  } else {
    expect(actual, where).toEqual(expected);
  }
}

/** Checks each field of a case that is not input by the function of its name; a field without one fails. */
function checkFields(
  vectorCase: VectorCase,
  inputs: readonly string[],
  fields: Readonly<Record<string, () => unknown>>,
): void {
  for (const [name, expected] of Object.entries(vectorCase)) {
    if (['name', 'kind', ...inputs].includes(name)) continue;
    const run = fields[name];
    if (run === undefined) throw new Error(`unknown field ${name}`);
    expectSame(outcome(run, 'panic'), expected, name);
  }
}

const text = (value: bigint): string => value.toString();

function checkDec1(vectorCase: VectorCase): void {
  const a = dec.parse(vectorCase.a);
  checkFields(vectorCase, ['a'], {
    raw: () => text(a),
    string: () => dec.format(a),
    json: () => JSON.stringify(dec.format(a)),
    protoBytes: () => bytesToHex(utf8ToBytes(text(a))),
    roundInt: () => text(dec.roundInt(a)),
    truncateInt: () => text(dec.truncateInt(a)),
    truncateDec: () => dec.format(dec.truncate(a)),
    ceil: () => dec.format(dec.ceil(a)),
    roundInt64: () => text(dec.roundInt64(a)),
    truncateInt64: () => text(dec.truncateInt64(a)),
    neg: () => dec.format(dec.neg(a)),
    abs: () => dec.format(a < 0n ? dec.neg(a) : a),
    isInteger: () => dec.isInteger(a),
    float64Bits: () => bitsOf(dec.toFloat64(a)),
  });
}

function checkDec2(vectorCase: VectorCase): void {
  const [a, b] = [dec.parse(vectorCase.a), dec.parse(vectorCase.b)];
  checkFields(vectorCase, ['a', 'b'], {
    add: () => dec.format(dec.add(a, b)),
    sub: () => dec.format(dec.sub(a, b)),
    mul: () => dec.format(dec.mul(a, b)),
    mulTruncate: () => dec.format(dec.mulTruncate(a, b)),
    mulRoundUp: () => dec.format(dec.mulRoundUp(a, b)),
    quo: () => dec.format(dec.quo(a, b)),
    quoTruncate: () => dec.format(dec.quoTruncate(a, b)),
    quoRoundUp: () => dec.format(dec.quoRoundUp(a, b)),
    mulIntOfTruncatedB: () => dec.format(dec.mulInt(a, dec.truncateInt(b))),
    quoIntOfTruncatedB: () => dec.format(dec.quoInt(a, dec.truncateInt(b))),
    cmp: () => (a < b ? -1 : a > b ? 1 : 0),
  });
}

function checkDecN(vectorCase: VectorCase): void {
  const operations: Record<string, (a: dec.LegacyDec, n: bigint) => dec.LegacyDec> = {
    power: dec.power,
    approxRoot: dec.approxRoot,
  };
  const operation = operations[vectorCase.op];
  if (operation === undefined) throw new Error(`unknown operation ${vectorCase.op}`);
  checkFields(vectorCase, ['op', 'a', 'n'], {
    result: () => dec.format(operation(dec.parse(vectorCase.a), BigInt(vectorCase.n))),
    error: () => operation(dec.parse(vectorCase.a), BigInt(vectorCase.n)),
  });
}

function checkDecParse(vectorCase: VectorCase): void {
  const parsed = outcome(() => {
    const a = dec.parse(vectorCase.input);
    return { string: dec.format(a), raw: text(a) };
  }, 'error');
  const { name, kind, input, ...expected } = vectorCase;
  expectSame(parsed, expected, `${kind} ${name} ${input}`);
}

function checkInt(vectorCase: VectorCase): void {
  const { name, kind, input, ok, ...expected } = vectorCase;
  const parsed = outcome(() => parseSdkInt(input), 'error');
  expect(typeof parsed === 'bigint', `${kind} ${name}`).toBe(ok);
  if (!ok) {
    expectSame(parsed, { error: expected.jsonError }, name);
    return;
  }
  const plain = text(parsed as bigint);
  expect(expected).toEqual({
    string: plain,
    json: JSON.stringify(plain),
    protoBytes: bytesToHex(utf8ToBytes(plain)),
    fromJson: plain,
    fromProto: plain,
  });
}

function checkInt2(vectorCase: VectorCase): void {
  const [a, b] = [parseSdkInt(vectorCase.a), parseSdkInt(vectorCase.b)];
  checkFields(vectorCase, ['a', 'b'], {
    quo: () => text(quoSdkInt(a, b)),
    mod: () => text(modSdkInt(a, b)),
    mul: () => text(mulSdkInt(a, b)),
  });
}

const shopOf = ([coefficient, exponent]: readonly [string, number]): shop.ShopDecimal =>
  shop.of(BigInt(coefficient), exponent);

const shopText = (a: shop.ShopDecimal): unknown => ({
  string: shop.format(a),
  coefficient: text(a.coefficient),
  exponent: a.exponent,
});

function checkShop1(vectorCase: VectorCase): void {
  const a = shopOf(vectorCase.a);
  checkFields(vectorCase, ['a'], {
    string: () => shop.format(a),
    round0: () => shopText(shop.round(a, 0)),
    round2: () => shopText(shop.round(a, 2)),
    roundMinus1: () => shopText(shop.round(a, -1)),
    roundBank0: () => shopText(shop.roundBank(a, 0)),
    truncate0: () => shopText(shop.truncate(a, 0)),
    truncate2: () => shopText(shop.truncate(a, 2)),
    floor: () => shopText(shop.floor(a)),
    ceil: () => shopText(shop.ceil(a)),
    intPart: () => text(shop.intPart(a)),
    bigInt: () => text(shop.toBigInt(a)),
    stringFixed2: () => shop.formatFixed(a, 2),
    neg: () => shopText(shop.neg(a)),
    abs: () => shopText(shop.absolute(a)),
    inexactFloat64Bits: () => bitsOf(shop.toFloat64(a)),
  });
}

function checkShop2(vectorCase: VectorCase): void {
  const [a, b] = [shopOf(vectorCase.a), shopOf(vectorCase.b)];
  checkFields(vectorCase, ['a', 'b'], {
    add: () => shopText(shop.add(a, b)),
    sub: () => shopText(shop.sub(a, b)),
    mul: () => shopText(shop.mul(a, b)),
    div: () => shopText(shop.div(a, b)),
    divRound4: () => shopText(shop.divRound(a, b, 4)),
    mod: () => shopText(shop.mod(a, b)),
    cmp: () => shop.compare(a, b),
    equal: () => shop.equal(a, b),
  });
}

function checkShopN(vectorCase: VectorCase): void {
  const operations: Record<string, () => shop.ShopDecimal> = {
    pow: () => pow(shopOf(vectorCase.a), shopOf(vectorCase.b)),
    expTaylor: () => expTaylor(shopOf(vectorCase.a), vectorCase.precision),
  };
  const operation = operations[vectorCase.op];
  if (operation === undefined) throw new Error(`unknown operation ${vectorCase.op}`);
  checkFields(vectorCase, ['op', 'a', 'b', 'precision'], { result: () => shopText(operation()) });
}

function checkShopFloat(vectorCase: VectorCase): void {
  const x = floatOf(vectorCase.bits);
  checkFields(vectorCase, ['bits'], {
    text: () => formatFloat64(x),
    result: () => shopText(shop.fromFloat64(x)),
  });
}

function checkShopFloat32(vectorCase: VectorCase): void {
  const x = float32FromBits(Number.parseInt(vectorCase.bits, 16));
  checkFields(vectorCase, ['bits'], { result: () => shopText(shop.fromFloat32(x)) });
}

const checkShopUint64: CheckCase = (vectorCase) =>
  checkFields(vectorCase, ['input'], { result: () => shopText(shop.of(BigInt(vectorCase.input))) });

function checkShopParse(vectorCase: VectorCase): void {
  const parsed = outcome(() => ({ result: shopText(shop.parse(vectorCase.input)) }), 'error');
  const { name, kind, input, ...expected } = vectorCase;
  expectSame(parsed, expected, `${kind} ${name} ${input}`);
}

/** sdk-decimals.json: LegacyDec, Int and shopspring decimals. */
export const checkDecimals: CheckCase = byKind({
  dec1: checkDec1,
  dec2: checkDec2,
  decN: checkDecN,
  decParse: checkDecParse,
  int: checkInt,
  int2: checkInt2,
  shop1: checkShop1,
  shop2: checkShop2,
  shopN: checkShopN,
  shopFloat: checkShopFloat,
  shopFloat32: checkShopFloat32,
  shopUint64: checkShopUint64,
  shopParse: checkShopParse,
});
