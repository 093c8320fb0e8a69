import { expect } from 'vitest';
import { defineStrategy, type StrategyFunctions } from '../../src/types/strategies.js';
import { simErrors } from '../../src/util/errors.js';
import { seededRandom } from '../../src/util/seededRandom.js';

/** Runs a rule that gives this result, and tells what is wrong with it. */
export function faultOf<K extends keyof StrategyFunctions>(
  kind: K,
  input: Parameters<StrategyFunctions[K]>[0],
  result: ReturnType<StrategyFunctions[K]>,
): string | undefined {
  const rule = (() => result) as unknown as StrategyFunctions[K];
  const { run } = (defineStrategy as unknown as (...all: unknown[]) => { run: (...all: unknown[]) => unknown })(
    kind,
    'x',
    rule,
  );
  try {
    run(input, seededRandom('test'));
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ kind: simErrors.strategyInvalid });
    return (error as Error).message.replace(`${kind} 'x': `, '').replace(': invalid strategy result', '');
  }
}
