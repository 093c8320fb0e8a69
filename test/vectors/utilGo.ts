import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { hexToBytes } from '../../src/util/bytes.js';
import { goExp, goPow } from '../../src/util/goFloat.js';
import { formatFloat64 } from '../../src/util/goFloatText.js';
import { GoRand, seedFromText } from '../../src/util/goRand.js';
import * as shop from '../../src/util/shopspring.js';
import { bitsOf, byKind, floatOf, range } from './forms.js';
import type { CheckCase, VectorCase } from './shared.js';

const checkExp: CheckCase = (vectorCase) => {
  const result = goExp(floatOf(vectorCase.x));
  expect([bitsOf(result), formatFloat64(result)]).toEqual([vectorCase.result, vectorCase.text]);
};

const checkDecay: CheckCase = (vectorCase) => {
  const rate = shop.of(BigInt(vectorCase.rate[0]), vectorCase.rate[1]);
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

const times = <T>(count: number, draw: () => T): T[] => range(count).map(draw);

const text = (value: bigint): string => value.toString();

/** All lists of a go_rand case, each from a fresh source. */
export function checkGoRand(vectorCase: VectorCase): void {
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
    uint64At: () => {
      const stream = source();
      const drawn = times(Math.max(...input.positions) + 1, () => text(stream.uint64()));
      return input.positions.map((position: number) => drawn[position]);
    },
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

/** go-float-math.json: Go's Exp, Pow and Sqrt by their bits. */
export const checkGoFloat: CheckCase = byKind({
  exp: checkExp,
  decay: checkDecay,
  expRecipe: checkExpRecipe,
  expList: checkExpList,
  pow: checkPow,
  sqrt: checkSqrt,
});
