import { TopMiner } from '../gen/inference/inference/top_miner.js';
import { addInt64 } from '../util/int.js';

/** What counts towards the top miner reward at an epoch's formation. */
export interface MinerStanding {
  readonly address: string;
  readonly weight: bigint;
  /** Weight that must be exceeded. */
  readonly qualification: bigint;
  /** Seconds since the Unix epoch. */
  readonly time: bigint;
}

/**
 * A participant's record towards the top miner reward after an epoch's formation, as the deployed chain keeps it (vectors
 * end_block, recorded node). The first weight above the qualification opens it; from then on the time since the last
 * formation with him counts as qualified or as missed. Undefined: there is none.
 */
export function topMinerAfter(before: TopMiner | undefined, standing: MinerStanding): TopMiner | undefined {
  const { address, weight, qualification, time } = standing;
  const qualifies = weight > qualification;
  if (before === undefined) {
    if (!qualifies) return undefined;
    return TopMiner.create({
      address,
      lastQualifiedStarted: time,
      lastUpdatedTime: time,
      firstQualifiedStarted: time,
    });
  }
  const passed = time - before.lastUpdatedTime;
  const counted = qualifies
    ? {
        qualifiedPeriods: before.qualifiedPeriods + 1,
        qualifiedTime: addInt64(before.qualifiedTime, passed, 'qualified_time'),
      }
    : { missedPeriods: before.missedPeriods + 1, missedTime: addInt64(before.missedTime, passed, 'missed_time') };
  return { ...before, ...counted, lastUpdatedTime: time };
}
