import type { Command } from 'commander';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb, wholeNumber } from './flags.js';
import { numberFrom } from './numberFrom.js';
import { numberList } from './numberList.js';
import { openOutput } from './output.js';

interface BinomialFlags extends CommonFlags {
  readonly checks?: readonly number[];
  readonly mismatches?: number;
  readonly pMismatch: number;
  readonly fraudThreshold: number;
  readonly rates?: readonly number[];
}

/** `poc binomial`: how unlikely mismatches are, from how many on they count as fraud, and what that finds. */
export function pocBinomialVerb(done: (exitCode: number) => void): Command {
  return verb(
    'binomial',
    'p-value of mismatches, critical counts and power, all exact',
    'gonka-sim poc binomial --checks 2000 --mismatches 35 --p-mismatch 0.02',
  )
    .addOption(flag('--checks <n,...>', 'numbers of checked nonces (default: 200)', numberList(wholeNumber(1))))
    .addOption(flag('--mismatches <k>', 'tell the p-value of so many', wholeNumber(0)))
    .addOption(flag('--p-mismatch <p>', 'how often an honest vector mismatches', numberFrom(0, 1)).default(0.02))
    .addOption(flag('--fraud-threshold <p>', 'p-values below mean fraud', numberFrom(0, 1)).default(0.05))
    .addOption(flag('--rates <p,...>', 'true mismatch rates of the power table', numberList(numberFrom(0, 1))))
    .action(async (flags: BinomialFlags) => done(await binomial(flags)));
}

async function binomial(flags: BinomialFlags): Promise<number> {
  const { powerTable } = await import('../validation/binomial/critical.js');
  const { fraudTest } = await import('../validation/poc/fraudTest.js');
  const { powerTableText, probability } = await import('../report/pocTables.js');
  const { checks = [200], mismatches, pMismatch, fraudThreshold } = flags;
  const rates = flags.rates ?? [1.5, 2, 3, 5].map((times) => Number(Math.min(1, times * pMismatch).toPrecision(12)));
  const output = openOutput(flags);
  try {
    const tests =
      mismatches === undefined
        ? []
        : checks.map((n) => ({ checks: n, mismatches, ...fraudTest(mismatches, n, { pMismatch, fraudThreshold }) }));
    const table = powerTable(checks, pMismatch, fraudThreshold, rates);
    output.machine(
      JSON.stringify({
        schema: 'gonka-sim/poc-binomial/1',
        pMismatch,
        fraudThreshold,
        tests: tests.map(({ log10PValue, ...test }) => ({
          ...test,
          log10PValue: Number.isFinite(log10PValue) ? log10PValue : null,
        })),
        rates,
        table: table.map(({ n, critical, powers }) => ({ checks: n, critical, powers })),
      }),
    );
    for (const { checks: n, pValue, log10PValue, fraudDetected } of tests) {
      output.say(
        `P(at least ${mismatches} of ${n}) = ${probability(pValue, log10PValue)} (log10 ${Number(log10PValue.toPrecision(7))}): ` +
          `${fraudDetected ? 'fraud' : 'no fraud'} at ${fraudThreshold}`,
      );
    }
    if (tests.length > 0) output.say('');
    output.say(powerTableText(table, rates, { colour: output.colour }));
    return exit.success;
  } finally {
    output.close();
  }
}
