import type { ChainProfile } from '../module/chainProfile.js';
import { defineStrategy } from '../types/strategies.js';
import { CodedError, simErrors } from '../util/errors.js';
import { seededRandom } from '../util/seededRandom.js';
import { type SimulationResult, simulate } from './simulate.js';
import type { SimulationOptions } from './simulation.js';

export interface ComparisonOptions extends Omit<SimulationOptions, 'profile' | 'backend'> {
  readonly profiles: readonly ChainProfile[];
  readonly epochs: number;
}

/** One network under one of the profiles that are compared. */
export interface ComparedRun extends SimulationResult {
  readonly profile: string;
}

/**
 * Runs one network under several profiles, one after another, in memory.
 *
 * Everybody gets the same random numbers: the participants by the seed of the run, and the slot rules too, whose draws
 * would differ otherwise, because two chains with different rules have different app hashes. So what differs in the
 * results comes from the rules.
 *
 * @throws gonka-sim/26 without a profile, or when two go by one name; else as `simulate`
 */
export async function compareProfiles({ profiles, ...options }: ComparisonOptions): Promise<ComparedRun[]> {
  assertTellable(profiles);
  const runs: ComparedRun[] = [];
  for (const profile of profiles) {
    const result = await simulate({ ...options, profile: withCommonDraws(profile, options.seed) });
    runs.push({ profile: profile.name, ...result });
  }
  return runs;
}

/** The profile with a slot rule whose random numbers depend on seed, model and epoch only. */
function withCommonDraws(profile: ChainProfile, seed: string): ChainProfile {
  const { name, when, run } = profile.strategies.slotAllocation;
  const slotAllocation = defineStrategy(
    'slotAllocation',
    name,
    (input) => run(input, seededRandom(`${seed}:slots:${input.modelId}:${input.epochIndex}`)),
    { when },
  );
  return { ...profile, strategies: { ...profile.strategies, slotAllocation } };
}

/** Results are told by the names of their profiles. */
function assertTellable(profiles: readonly ChainProfile[]): void {
  const refuse = (detail: string) => new CodedError(simErrors.usage, `compareProfiles: ${detail}`);
  if (!Array.isArray(profiles) || profiles.length === 0)
    throw refuse('profiles must be a list of at least one profile');
  const names = profiles.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw refuse(`two profiles are named '${twice}'`);
}
