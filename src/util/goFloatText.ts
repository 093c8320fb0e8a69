import { CodedError, simErrors } from './errors.js';
import { float32Bits } from './floatBits.js';
import { abs } from './int.js';

/** The decimal with the fewest digits that reads back as the same float: `coefficient · 10^exponent`, no trailing zeros. */
export interface ShortestDecimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** The shortest decimal of a finite double; of several, the nearest. */
export function shortestOfFloat64(x: number): ShortestDecimal {
  finite(x);
  const [digits, power] = x.toExponential().replace('.', '').split('e') as [string, string];
  const decimals = digits.replace('-', '').length - 1;
  return trimmed(BigInt(digits), Number(power) - decimals);
}

/** The shortest decimal of a finite float32; of several, the nearest. */
export function shortestOfFloat32(x: number): ShortestDecimal {
  finite(x);
  if (x === 0) return { coefficient: 0n, exponent: 0 };
  const around = neighbourhood(x);
  const leading = Number(Math.abs(x).toExponential().split('e')[1]);
  for (let digits = 0; ; digits++) {
    const coefficient = nearestWithin(around, leading - digits);
    if (coefficient !== undefined) return trimmed(x < 0 ? -coefficient : coefficient, leading - digits);
  }
}

/** A float32's size and the halfway points to its neighbours, as integers in units of `2^exponent`. */
interface Neighbourhood {
  readonly low: bigint;
  readonly value: bigint;
  readonly high: bigint;
  readonly exponent: number;
  /** Halfway points round to even mantissas, so they belong to those. */
  readonly closed: boolean;
}

function neighbourhood(x: number): Neighbourhood {
  const bits = float32Bits(Math.abs(x));
  const biased = bits >>> 23;
  const fraction = bits & 0x7fffff;
  const mantissa = biased === 0 ? fraction : fraction | 0x800000;
  const value = BigInt(mantissa) * 4n;
  const closerBelow = fraction === 0 && biased > 1;
  return {
    low: value - (closerBelow ? 1n : 2n),
    value,
    high: value + 2n,
    exponent: Math.max(biased, 1) - 150 - 2,
    closed: mantissa % 2 === 0,
  };
}

/** The multiple of `10^power` within the neighbourhood that is nearest to its value (a tie to even), if there is one. */
function nearestWithin(around: Neighbourhood, power: number): bigint | undefined {
  const [up, down] = [around.exponent, power].map((e) => Math.max(e, 0)) as [number, number];
  const inUnits = 2n ** BigInt(up) * 10n ** BigInt(Math.max(-power, 0));
  const unit = 10n ** BigInt(down) * 2n ** BigInt(Math.max(-around.exponent, 0));
  const [low, value, high] = [around.low * inUnits, around.value * inUnits, around.high * inUnits];
  const below = value / unit;
  const within = [below, below + 1n].filter((candidate) => {
    const size = candidate * unit;
    return around.closed ? size >= low && size <= high : size > low && size < high;
  });
  if (within.length < 2) return within[0];
  const twice = (value - below * unit) * 2n;
  return twice < unit || (twice === unit && below % 2n === 0n) ? below : below + 1n;
}

function trimmed(coefficient: bigint, exponent: number): ShortestDecimal {
  if (coefficient === 0n) return { coefficient, exponent: 0 };
  let [value, power] = [coefficient, exponent];
  while (value % 10n === 0n) {
    value /= 10n;
    power += 1;
  }
  return { coefficient: value, exponent: power };
}

function finite(x: number): void {
  if (!Number.isFinite(x)) throw new CodedError(simErrors.malformedNumber, `Cannot create a Decimal from ${x}`);
}

/** A double as Go's `%v` and `strconv.FormatFloat(x, 'g', -1, 64)` print it. */
export function formatFloat64(x: number): string {
  return specialText(x) ?? formatShortest(x, shortestOfFloat64(x));
}

/** A float32 as Go's `%v` prints it. */
export function formatFloat32(x: number): string {
  const shortest = Math.abs(x) === 2 ** -12 ? upperTie : undefined;
  return specialText(x) ?? formatShortest(x, shortest ?? shortestOfFloat32(x));
}

/** 2^-12 is the one float32 where Go's printer breaks a tie upwards, against the even digit that shopspring takes. */
const upperTie: ShortestDecimal = { coefficient: 24414063n, exponent: -11 };

function specialText(x: number): string | undefined {
  if (Number.isNaN(x)) return 'NaN';
  if (!Number.isFinite(x)) return x < 0 ? '-Inf' : '+Inf';
  if (x === 0) return Object.is(x, -0) ? '-0' : '0';
  return undefined;
}

/** Plain from 1e-4 to below 1e6, else with an exponent of at least two digits. */
function formatShortest(x: number, { coefficient, exponent }: ShortestDecimal): string {
  const sign = x < 0 ? '-' : '';
  const digits = abs(coefficient).toString();
  const leading = digits.length - 1 + exponent;
  if (leading < -4 || leading >= 6) {
    const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
    return `${sign}${mantissa}e${leading < 0 ? '-' : '+'}${String(Math.abs(leading)).padStart(2, '0')}`;
  }
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent);
  if (leading < 0) return `${sign}0.${'0'.repeat(-leading - 1)}${digits}`;
  return `${sign}${digits.slice(0, leading + 1)}.${digits.slice(leading + 1)}`;
}
