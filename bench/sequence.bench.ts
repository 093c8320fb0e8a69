import { defaultAttackPlan } from '../src/validation/jointProbability/attackPlan.js';
import { jointProbability } from '../src/validation/jointProbability/jointProbability.js';
import { bootstrapThreshold } from '../src/validation/jointProbability/preproofThreshold.js';
import { simulateAttacks } from '../src/validation/jointProbability/simulateAttacks.js';
import { normal, sfc32 } from '../src/validation/random.js';
import { checkSequence } from '../src/validation/sequence/checkSequence.js';
import { proveSequence } from '../src/validation/sequence/proveSequence.js';
import { decimalWeights, samplingWeights } from '../src/validation/sequence/samplingWeights.js';
import { compare } from './harness.js';

const uniform = sfc32(1);
const positions = 3000;
const logits = Array.from({ length: positions }, () => ({
  tokens: Array.from({ length: 20 }, (_, i) => `t${i}`),
  logits: Array.from({ length: 20 }, () => normal(uniform, 0, 2)),
}));
const artifact = proveSequence(({ length }) => logits[length], {
  userSeed: 42n,
  uuid: 'bench',
  k: 20,
  sampling: { temperature: 0.99, topP: 0.95 },
});

await compare(
  'Sampling weights of 300 positions, k 20, T 0.99, top-p 0.95',
  [
    {
      name: 'decimals throughout',
      run: () => {
        for (const one of artifact.positions.slice(0, 300)) decimalWeights(one.logits, artifact.sampling);
      },
    },
    {
      name: 'doubles where they leave no doubt',
      run: () => {
        for (const one of artifact.positions.slice(0, 300)) samplingWeights(one.logits, artifact.sampling);
      },
    },
  ],
  { rounds: 5, per: { count: 300, unit: '/position' } },
);

await compare(
  'An artifact of 3,000 tokens, k 20',
  [
    { name: 'sequence check', run: () => void checkSequence(artifact) },
    { name: 'joint probability', run: () => void jointProbability(artifact) },
    {
      name: 'bootstrap threshold, 1,000 runs',
      run: () => void bootstrapThreshold(artifact, { level: 0.01, runs: 1000, seed: 1 }),
    },
  ],
  { rounds: 5 },
);

await compare(
  'Attack simulation, 200 runs of 1,000 tokens, 8 provers',
  [{ name: 'simulateAttacks', run: () => void simulateAttacks({ ...defaultAttackPlan, runs: 200 }) }],
  { rounds: 3, per: { count: 200_000, unit: '/position' } },
);
