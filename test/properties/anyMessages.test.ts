import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deployed, proposal } from '../../src/module/profiles.js';
import { fuzzOptions, fuzzTimeout } from './fuzzOptions.js';
import { plans } from './plans.js';
import { RestlessChain, restlessNetwork } from './restlessChain.js';

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
        }),
        fuzzOptions(4),
      );
    },
    fuzzTimeout,
  );
});
