import { describe, expect, it } from 'vitest';
import { deployed, proposal } from '../../src/module/profiles.js';
import { fc } from '../util/fc.js';
import { fuzzOptions, fuzzTimeout } from './fuzzOptions.js';
import { plans } from './plans.js';
import { RestlessChain, restlessNetwork } from './restlessChain.js';

describe.each([
  { profile: proposal, name: proposal.name, mayHalt: false },
  { profile: deployed, name: deployed.name, mayHalt: true },
])('whatever is sent to a chain of profile $name,', async ({ profile, mayHalt }) => {
  const network = await restlessNetwork(profile);

  it(
    'every failure has a code, no invariant breaks, and only the deployed chain may halt',
    () => {
      let passed = 0;
      fc.assert(
        fc.property(plans, (blocks) => {
          const chain = new RestlessChain(network);
          for (const block of blocks) {
            const broken = chain.block(block);
            if (broken.length > 0) expect.fail(`height ${chain.app.info.lastHeight}\n${broken.join('\n')}`);
            if (chain.halted !== undefined) break;
          }
          if (!mayHalt && chain.halted !== undefined) throw chain.halted;
          passed += chain.codes.get('ok') ?? 0;
        }),
        fuzzOptions(5),
      );
      expect(passed, 'transactions that did something').toBeGreaterThan(100);
    },
    fuzzTimeout,
  );
});
