import { CodedError, simErrors } from '../util/errors.js';
import { strategyChecks } from './strategyChecks.js';
import { strategyResults } from './strategyResults.js';
import type { SlotMoment, StrategyFunctions } from './strategyShapes.js';

export type * from './strategyShapes.js';

/** The seven rules that make a profile (decisions, section 0). */
export type StrategyKind = keyof StrategyFunctions;

/** A rule with a name, whose results are checked. */
export interface Strategy<K extends StrategyKind> {
  readonly kind: K;
  readonly name: string;
  /** When a slot rule runs; the other rules have their fixed place. */
  readonly when: K extends 'slotAllocation' ? SlotMoment : undefined;
  readonly run: StrategyFunctions[K];
}

/** One strategy of each kind. */
export type Strategies = { readonly [K in StrategyKind]: Strategy<K> };

/** A named set of rules, chosen in genesis. */
export interface Profile {
  readonly name: string;
  readonly strategies: Strategies;
}

export const strategyKinds = Object.keys(strategyChecks) as readonly StrategyKind[];

/**
 * Makes a strategy of a pure function.
 *
 * ```ts
 * const nobodyServes = defineStrategy('slotAllocation', 'nobody', () => ({ drawn: [] }));
 * ```
 *
 * @param options `when` a slot rule runs: in the block before PoC starts (default), or at the epoch's formation
 * @throws gonka-sim/23 from `run`, with the strategy's name, when its result has another shape than the kind's, names an unknown
 *   participant or node, or one twice, or has a negative number, or when the function throws anything but a CodedError
 */
export function defineStrategy<K extends StrategyKind>(
  kind: K,
  name: string,
  rule: StrategyFunctions[K],
  ...[options]: K extends 'slotAllocation' ? [options?: { readonly when: SlotMoment }] : []
): Strategy<K> {
  const check = strategyChecks[kind] as (input: unknown, result: unknown) => string | undefined;
  const run = (input: unknown, ...rest: unknown[]): unknown => {
    const fault = (detail: string, cause?: unknown) =>
      new CodedError(simErrors.strategyInvalid, `${kind} '${name}': ${detail}`, { context: { kind, name }, cause });
    let result: unknown;
    let detail: string | undefined;
    try {
      result = (rule as (...all: unknown[]) => unknown)(input, ...rest);
      const wrongType = strategyResults[kind](result);
      detail = wrongType === undefined ? check(input, result) : `result${wrongType}`;
    } catch (cause) {
      if (cause instanceof CodedError) throw cause;
      throw fault(cause instanceof Error ? cause.message : String(cause), cause);
    }
    if (detail !== undefined) throw fault(detail);
    return result;
  };
  const when = kind === 'slotAllocation' ? (options?.when ?? 'beforePoC') : undefined;
  return { kind, name, when, run } as unknown as Strategy<K>;
}

/**
 * Makes a profile of another one and some strategies of your own, or of all seven.
 *
 * ```ts
 * const lazy = defineProfile({ name: 'lazy', extends: proposal, strategies: { slotAllocation: nobodyServes } });
 * ```
 *
 * @throws gonka-sim/22 when a strategy is missing, or stands in the place of another kind
 */
export function defineProfile<P extends Profile>(definition: {
  readonly name: string;
  readonly extends: P;
  readonly strategies: Partial<Strategies>;
}): P;
export function defineProfile(definition: { readonly name: string; readonly strategies: Strategies }): Profile;
export function defineProfile(definition: {
  readonly name: string;
  readonly extends?: Profile;
  readonly strategies: Partial<Strategies>;
}): Profile {
  const { name, extends: base } = definition;
  const strategies = { ...base?.strategies, ...definition.strategies } as Strategies;
  for (const kind of strategyKinds) {
    if (strategies[kind]?.kind === kind) continue;
    const found = strategies[kind] === undefined ? 'nothing' : `a ${strategies[kind].kind} strategy`;
    throw new CodedError(simErrors.profileUnknown, `profile '${name}' has ${found} for ${kind}`, { context: { kind } });
  }
  return { ...base, name, strategies };
}
