import { benchThousand, epochsOn, switched, target, thousand } from './epochPlans.js';

const chain = epochsOn('in memory', switched(thousand.shape), thousand);
await benchThousand(chain, 'memory', { [target]: 10_000, stretch: 5000 });
