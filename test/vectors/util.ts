import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { bytesToHex, hexToBytes, utf8ToBytes } from '../../src/util/bytes.js';
import { CodedError } from '../../src/util/errors.js';
import { float32FromBits, float64Bits, float64FromBits } from '../../src/util/floatBits.js';
import { goExp, goPow } from '../../src/util/goFloat.js';
import { formatFloat64 } from '../../src/util/goFloatText.js';
import { GoRand, seedFromText } from '../../src/util/goRand.js';
import * as dec from '../../src/util/legacyDec.js';
import { merkleProofs, merkleRoot, verifyMerkleProof } from '../../src/util/merkle.js';
import { modSdkInt, mulSdkInt, parseSdkInt, quoSdkInt } from '../../src/util/sdkInt.js';
import * as shop from '../../src/util/shopspring.js';
import { expTaylor, pow } from '../../src/util/shopspringPower.js';
import type { CheckCase, VectorCase, VectorTable } from './shared.js';

/** Hex of a double's bits, as the files write it. */
const bitsOf = (x: number): string => float64Bits(x).toString(16).padStart(16, '0');
const floatOf = (hex: string): number => float64FromBits(BigInt(`0x${hex}`));

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

/** A check by the case's `kind`. */
const byKind =
  (checks: Readonly<Record<string, CheckCase>>): CheckCase =>
  (vectorCase, file) => {
    const check = checks[vectorCase.kind];
    if (check === undefined) throw new Error(`unknown kind ${vectorCase.kind}`);
    check(vectorCase, file);
  };

const checkExp: CheckCase = (vectorCase) => {
  const result = goExp(floatOf(vectorCase.x));
  expect([bitsOf(result), formatFloat64(result)]).toEqual([vectorCase.result, vectorCase.text]);
};

const checkDecay: CheckCase = (vectorCase) => {
  const rate = shopOf(vectorCase.rate);
  const x = shop.toFloat64(shop.mul(rate, shop.of(BigInt(vectorCase.epochs))));
  const product = shop.mul(shop.of(BigInt(vectorCase.initial)), shop.fromFloat64(goExp(x)));
  expect(bitsOf(x)).toBe(vectorCase.x);
  expect(bitsOf(goExp(x))).toBe(vectorCase.exp);
  expect(shop.format(product)).toBe(vectorCase.product);
  expect(text(shop.intPart(product))).toBe(vectorCase.intPart);
};

const steps = (count: number, step: string): string[] =>
  Array.from({ length: count }, (_, i) => bitsOf(goExp(-(i * floatOf(step)))));

const checkExpRecipe: CheckCase = (vectorCase) => {
  const bytes = hexToBytes(steps(vectorCase.n, vectorCase.step).join(''));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(vectorCase.sha256);
};

const checkExpList: CheckCase = (vectorCase) =>
  expect(steps(vectorCase.results.length, vectorCase.step)).toEqual(vectorCase.results);

const checkPow: CheckCase = (vectorCase) => {
  const result = goPow(floatOf(vectorCase.x), floatOf(vectorCase.y));
  expect([bitsOf(result), formatFloat64(result)]).toEqual([vectorCase.result, vectorCase.text]);
};

const checkSqrt: CheckCase = (vectorCase) => {
  const result = Math.sqrt(floatOf(vectorCase.x));
  expect([bitsOf(result), formatFloat64(result)]).toEqual([vectorCase.result, vectorCase.text]);
};

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const times = <T>(count: number, draw: () => T): T[] => range(count).map(draw);

/** All lists of a go_rand case, each from a fresh source. */
function checkGoRand(vectorCase: VectorCase): void {
  const { input, expected } = vectorCase;
  const seed = 'text' in input ? seedFromText(input.text) : BigInt(input.seed);
  const source = () => new GoRand(seed);
  const perBound = (bounds: Record<string, string[]>, draw: (rand: GoRand, bound: string) => unknown) =>
    Object.fromEntries(
      Object.entries(bounds).map(([bound, list]) => {
        const rand = source();
        return [bound, list.map(() => String(draw(rand, bound)))];
      }),
    );
  const order = (count: number) => source().shuffled(range(count));
  const rand = source();
  const checks: Record<string, () => unknown> = {
    seed: () => text(seed),
    sha256First8: () => (seed & (2n ** 64n - 1n)).toString(16).padStart(16, '0'),
    int63: () => expected.int63.map(() => text(rand.int63())),
    uint64: () =>
      times(
        expected.uint64.length,
        (
          (r) => () =>
            text(r.uint64())
        )(source()),
      ),
    uint32: () =>
      times(
        expected.uint32.length,
        (
          (r) => () =>
            String(r.uint32())
        )(source()),
      ),
    float64Bits: () =>
      times(
        expected.float64Bits.length,
        (
          (r) => () =>
            bitsOf(r.float64())
        )(source()),
      ),
    int63n: () => perBound(expected.int63n, (r, bound) => r.int63n(BigInt(bound))),
    intn: () => perBound(expected.intn, (r, bound) => r.intn(Number(bound))),
    perm: () => {
      const perms = source();
      const { note, ...sizes } = expected.perm;
      return { note, ...Object.fromEntries(Object.keys(sizes).map((size) => [size, perms.perm(Number(size))])) };
    },
    shuffle: () => Object.fromEntries(Object.keys(expected.shuffle).map((size) => [size, order(Number(size))])),
    shuffle1000Sha256: () => createHash('sha256').update(order(1000).join(',')).digest('hex'),
  };
  for (const [field, value] of Object.entries(expected)) {
    const check = checks[field];
    if (check === undefined) throw new Error(`unknown field ${field}`);
    expect(check(), field).toEqual(value);
  }
}

function checkMerkle(vectorCase: VectorCase): void {
  const items: Uint8Array[] =
    vectorCase.items?.map(hexToBytes) ?? range(vectorCase.n).map((i) => utf8ToBytes(`item-${i}`));
  const root = merkleRoot(items);
  const { proofs, root: sameRoot } = merkleProofs(items);
  expect([bytesToHex(root), bytesToHex(sameRoot), proofs.length]).toEqual([
    vectorCase.root,
    vectorCase.root,
    items.length,
  ]);
  for (const expected of vectorCase.proofs) {
    const index = Number(expected.index);
    const proof = proofs[index]!;
    expect({
      total: text(proof.total),
      index: text(proof.index),
      leafHash: bytesToHex(proof.leafHash),
      aunts: proof.aunts.map(bytesToHex),
    }).toEqual({ total: expected.total, index: expected.index, leafHash: expected.leafHash, aunts: expected.aunts });
    expect(verifyMerkleProof(root, proof, items[index]!)).toBe(true);
  }
}

/** Files of the bottom floor. */
export const utilVectors: VectorTable = {
  'sdk-decimals.json': byKind({
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
  }),
  'go-float-math.json': byKind({
    exp: checkExp,
    decay: checkDecay,
    expRecipe: checkExpRecipe,
    expList: checkExpList,
    pow: checkPow,
    sqrt: checkSqrt,
  }),
  'go_rand_shuffle.json': checkGoRand,
  'simple-merkle.json': checkMerkle,
};
