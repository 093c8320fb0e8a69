import { fc } from '../util/fc.js';
import { arbitraryCommand } from './commands.js';
import type { BlockPlan } from './restlessChain.js';

const plan: fc.Arbitrary<BlockPlan> = fc.record({
  commands: fc.array(arbitraryCommand, { maxLength: 5 }),
  lost: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(2 ** 24 - 1) }),
  reversed: fc.boolean(),
});

/** What happens in up to five epochs. */
export const plans = fc.array(plan, { minLength: 20, maxLength: 90, size: 'max' });
