import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deployed, proposal } from '../../src/module/profiles.js';
import { arbitraryCommand } from './commands.js';
import { fuzzOptions, fuzzTimeout } from './fuzzOptions.js';
import { type BlockPlan, RestlessChain, restlessNetwork } from './restlessChain.js';

const plan: fc.Arbitrary<BlockPlan> = fc.record({
  commands: fc.array(arbitraryCommand, { maxLength: 5 }),
  lost: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(2 ** 24 - 1) }),
  reversed: fc.boolean(),
});

/** Up to six epochs. */
const plans = fc.array(plan, { minLength: 20, maxLength: 120, size: 'max' });

describe.each([proposal, deployed])('whatever is sent to a chain of profile $name,', async (profile) => {
  const network = await restlessNetwork(profile);

  it(
    'every failure has a code, and no invariant breaks',
    () => {
      fc.assert(
        fc.property(plans, (blocks) => {
          const chain = new RestlessChain(network);
          for (const block of blocks) {
            const broken = chain.block(block);
            if (broken.length > 0) expect.fail(`height ${chain.app.info.lastHeight}\n${broken.join('\n')}`);
            if (chain.halted !== undefined) break;
          }
          if (process.env.GONKA_SIM_FUZZ_SHOW)
            console.log(
              chain.app.info.lastHeight,
              chain.halted?.message,
              [...chain.codes].map(([c, n]) => `${c}:${n}`).join(' '),
            );
        }),
        fuzzOptions(5),
      );
    },
    fuzzTimeout,
  );
});
