import type { Random } from '../../src/util/seededRandom.js';
import type { VectorCase } from './shared.js';

/** Fields that explain a case to a reader and that no check can hold. */
const prose = /^(name|note|notes|comment|kind|recipe|description|format|title|label|txRecipe|itemsRecipe)$/;

/**
 * What a case was given, where it stands among what came out: another input may well have the same outcome.
 */
const given =
  /^(ops|base|layers|prefix|x|y|a|b|n|input|msg|msgHex|write|inputs|votes|powers|height|timeMs|prove|answers|sha256WithoutFusedMultiplyAdd)$/;

/** The place of one value in a case, as the keys that lead to it. */
export type Place = readonly (string | number)[];

interface Leaf {
  readonly place: Place;
  readonly value: string | number | boolean;
}

function* leaves(node: unknown, place: Place): Generator<Leaf> {
  if (Array.isArray(node)) {
    // A row of a table begins with what it was asked.
    const first = place.at(-2) === 'rows' ? 1 : 0;
    for (const [index, item] of node.entries()) if (index >= first) yield* leaves(item, [...place, index]);
  } else if (typeof node === 'object' && node !== null) {
    for (const [key, item] of Object.entries(node))
      if (!prose.test(key) && !given.test(key)) yield* leaves(item, [...place, key]);
  } else if (typeof node === 'boolean' || typeof node === 'number' || (typeof node === 'string' && isData(node))) {
    yield { place, value: node as Leaf['value'] };
  }
}

/** Bytes in hex or a decimal number: in running text a changed bit says nothing of a rule. */
const isData = (text: string): boolean => /^-?\d+$/.test(text) || /^([0-9a-f]{2}){2,}$/i.test(text);

/** What a case says came out; all of the case where it does not keep that apart. */
export function outcomes(vectorCase: VectorCase): Leaf[] {
  const root = 'expected' in vectorCase ? ['expected'] : [];
  return [...leaves(root.length > 0 ? vectorCase.expected : vectorCase, root)];
}

/** A copy of a case with one bit of one value turned over. */
export function withOneBitTurned(vectorCase: VectorCase, { place, value }: Leaf, random: Random): VectorCase {
  const copy = structuredClone(vectorCase);
  let parent = copy;
  for (const key of place.slice(0, -1)) parent = parent[key];
  parent[place.at(-1)!] = turned(value, random);
  return copy;
}

function turned(value: Leaf['value'], random: Random): Leaf['value'] {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number')
    return Number.isInteger(value) ? value + (value % 2 === 0 ? 1 : -1) : value * (1 + Number.EPSILON);
  return turnedText(value, random);
}

/** One bit of one digit, so that the text stays a number of its base. */
export function turnedText(text: string, random: Random): string {
  const first = text.startsWith('-') ? 1 : 0;
  const at = first + Number(random.below(BigInt(text.length - first)));
  const digit = Number.parseInt(text[at]!, 16);
  const isDecimal = /^-?\d+$/.test(text);
  const bit = isDecimal ? 1 : 1 << Number(random.below(4n));
  return text.slice(0, at) + (digit ^ bit).toString(16) + text.slice(at + 1);
}
