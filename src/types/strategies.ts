import { CodedError, simErrors } from '../util/errors.js';
import { strategyChecks } from './strategyChecks.js';
import { shown, strategyResults } from './strategyResults.js';
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

const slotMoments: readonly unknown[] = ['beforePoC', 'formation'] satisfies readonly SlotMoment[];

/** Names that a genesis may say without anybody's help; nobody else's rules may go by them. */
export const builtInNames = { proposal: 'proposal', deployed: 'gonka-2025-08' } as const;

/**
 * Makes a strategy of a pure function.
 *
 * ```ts
 * const nobodyServes = defineStrategy('slotAllocation', 'nobody', () => ({ drawn: [] }));
 * ```
 *
 * @param options `when` a slot rule runs: in the block before PoC starts (default), or at the epoch's formation
 * @throws gonka-sim/26 for an unknown kind or moment, an empty name, or a rule that is no function; gonka-sim/23 from `run`,
 *   with the strategy's name, when its result has another shape than the kind's, names an unknown participant or node, or
 *   one twice, or has a negative number, or when the function throws anything but a CodedError
 */
export function defineStrategy<K extends StrategyKind>(
  kind: K,
  name: string,
  rule: StrategyFunctions[K],
  ...[options]: K extends 'slotAllocation' ? [options?: { readonly when: SlotMoment }] : []
): Strategy<K> {
  const problem = definitionFault(kind, name, rule, options?.when);
  if (problem !== undefined) throw new CodedError(simErrors.usage, `defineStrategy: ${problem}`, { context: { kind } });
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

function definitionFault(kind: string, name: unknown, rule: unknown, when: unknown): string | undefined {
  if (!strategyKinds.some((known) => known === kind))
    return `no kind ${shown(kind)}; there are ${strategyKinds.join(', ')}`;
  if (typeof name !== 'string' || name === '') return `the name of a ${kind} strategy is ${shown(name)}, not a text`;
  if (typeof rule !== 'function') return `the rule of ${kind} '${name}' is ${shown(rule)}, not a function`;
  if (when !== undefined && !slotMoments.includes(when))
    return `${kind} '${name}' runs at ${shown(when)}; there are ${slotMoments.join(', ')}`;
  return undefined;
}

/**
 * Makes a profile of another one and some strategies of your own, or of all seven.
 *
 * ```ts
 * const lazy = defineProfile({ name: 'lazy', extends: proposal, strategies: { slotAllocation: nobodyServes } });
 * ```
 *
 * @throws gonka-sim/22 when a strategy is missing, stands in the place of another kind, or in none, and when the name is
 *   empty or that of a built-in profile
 */
export function defineProfile<P extends Profile>(definition: {
  readonly name: string;
  readonly extends: P;
  readonly strategies: Partial<Strategies>;
}): P;
export function defineProfile(definition: { readonly name: string; readonly strategies: Strategies }): Profile;
export function defineProfile(definition: ProfileDefinition): Profile {
  const { name } = definition;
  if (typeof name !== 'string' || name === '')
    throw profileFault(`the name of a profile is ${shown(name)}, not a text`);
  if (Object.values<string>(builtInNames).includes(name))
    throw profileFault(`'${name}' is a built-in profile; give yours another name`);
  return completeProfile(definition);
}

interface ProfileDefinition {
  readonly name: string;
  readonly extends?: Profile;
  readonly strategies: Partial<Strategies>;
}

/** Makes a profile under any name: for the built-in ones. */
export function completeProfile({ name, extends: base, strategies: own = {} }: ProfileDefinition): Profile {
  for (const key of Object.keys(own)) {
    if (strategyKinds.some((kind) => kind === key)) continue;
    throw profileFault(`profile '${name}' has a strategy for '${key}'; there are ${strategyKinds.join(', ')}`, key);
  }
  const strategies = { ...base?.strategies, ...own } as Strategies;
  for (const kind of strategyKinds) {
    if (strategies[kind]?.kind === kind) continue;
    throw profileFault(`profile '${name}' has ${misplaced(strategies[kind])} for ${kind}`, kind);
  }
  return { ...base, name, strategies };
}

const profileFault = (detail: string, kind?: string): CodedError =>
  new CodedError(simErrors.profileUnknown, detail, { context: { kind } });

/** What stands where a strategy should. */
function misplaced(found: { readonly kind?: unknown } | undefined): string {
  if (found === undefined) return 'nothing';
  if (typeof found.kind === 'string') return `a ${found.kind} strategy`;
  return `${shown(found)}, which defineStrategy did not make,`;
}
