import { getCurrentEpochContext, getEffectiveEpochIndex } from '../keeper/epochs.js';
import { expireInferences } from '../keeper/inferenceTimeouts.js';
import type { Keeper } from '../keeper/keeper.js';
import { removePassedUpgrades } from '../keeper/partialUpgrades.js';
import type { Context } from '../types/context.js';
import { type ChainEvent, event } from '../types/events.js';
import { type StageName, type StageStart, stagesStartingAt } from '../types/stages.js';
import type { ChainProfile } from './chainProfile.js';
import { announceNextEpoch } from './stages/announceNextEpoch.js';
import { formNextEpoch } from './stages/formNextEpoch.js';
import { measureBeforePoC } from './stages/measureBeforePoC.js';
import { measurePoC } from './stages/measurePoC.js';
import { openUpcomingEpoch } from './stages/openUpcomingEpoch.js';
import { selectServingNodes } from './stages/selectServingNodes.js';
import { settleEpoch } from './stages/settleEpoch.js';
import { switchToNextEpoch } from './stages/switchToNextEpoch.js';
import { updateValidators } from './updateValidators.js';

/** One step of a stage; each runs by itself, so that one that fails leaves the others be. */
type StageWork = (keeper: Keeper, profile: ChainProfile) => void;

/**
 * What happens when a stage begins, in this order (seed 3, section 8; reference, section 3). The stages that are not named
 * are spans of time in which messages act.
 */
export const stageWork: Readonly<Partial<Record<StageName, readonly StageWork[]>>> = {
  StartOfPoC: [openUpcomingEpoch],
  EndOfPoCValidation: [measurePoC, settleEpoch, formNextEpoch],
  NextEpochReady: [announceNextEpoch],
  SetNewValidators: [switchToNextEpoch],
};

/** Opens the module's keeper in a context; a stage gets one of its own. */
export type OpenKeeper = (ctx: Context) => Keeper;

/** What a block has to do: the works of one stage, and the stage itself when it is one of the nine. */
interface DueStage {
  readonly name: string;
  readonly start?: StageStart;
  readonly works: readonly StageWork[];
}

/**
 * The inference module's EndBlock. Stages are found by height, so that whatever they cost is paid in their blocks only; each
 * runs as the profile's conduct of epochs says.
 */
export function endBlock(ctx: Context, open: OpenKeeper, profile: ChainProfile): void {
  const effective = getEffectiveEpochIndex(open(ctx));
  const run = (stage: string, work: StageWork) =>
    profile.epochs.runStage(ctx, stage, (own) => work(open(own), profile));

  run('ExpireInferences', expireInferences);
  run('RemovePastUpgrades', removePassedUpgrades);
  let due: readonly DueStage[] = [];
  run('FindStages', (keeper) => {
    due = dueStages(keeper);
  });
  for (const { name, start, works } of due) {
    if (start !== undefined) profile.epochs.tell(ctx, stageEvent(start));
    for (const work of works) run(name, work);
  }
  if (effective !== undefined) run('UpdateValidators', (keeper) => updateValidators(keeper, effective));
}

const stageEvent = ({ stage, epoch, height }: StageStart): ChainEvent => event('epoch_stage', { stage, epoch, height });

/** Stages of this block, in order. Without an effective epoch it fails with 1127. */
function dueStages(keeper: Keeper): readonly DueStage[] {
  const epoch = getCurrentEpochContext(keeper);
  const starts = stagesStartingAt(epoch, keeper.height).map((start) => ({
    name: start.stage,
    start,
    works: stageWork[start.stage] ?? [],
  }));
  // The last block before the next PoC; an epoch may be so short that it only begins in this block.
  const isLast = keeper.height === epoch.nextPoCStart - 1n;
  return isLast ? [...starts, { name: 'PrepareForPoC', works: [measureBeforePoC, selectServingNodes] }] : starts;
}
