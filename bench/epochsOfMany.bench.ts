import { epochsOn, hashesAlone, type Plan, switched, target, titleOf } from './epochPlans.js';
import { compare } from './harness.js';

const plan: Plan = { shape: { participants: 1000, nodesEach: 100, voters: 'one' }, epochs: 1, rounds: 5 };
const contenders = [hashesAlone(plan), epochsOn('in memory', switched(plan.shape), plan)];
await compare(titleOf(plan), contenders, { rounds: plan.rounds, beside: { [target]: 2500, stretch: 1000 } });
