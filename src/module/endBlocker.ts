import { getCurrentEpochContext, getEffectiveEpochIndex } from '../keeper/epochs.js';
import { expireInferences } from '../keeper/inferenceTimeouts.js';
import type { Keeper } from '../keeper/keeper.js';
import type { Context } from '../types/context.js';
import type { EpochContext } from '../types/epochContext.js';
import { type StageName, stagesStartingAt } from '../types/stages.js';
import type { ChainProfile } from './chainProfile.js';
import { announceNextEpoch } from './stages/announceNextEpoch.js';
import { formNextEpoch } from './stages/formNextEpoch.js';
import { measurePoC } from './stages/measurePoC.js';
import { openUpcomingEpoch } from './stages/openUpcomingEpoch.js';
import { prepareForPoC } from './stages/prepareForPoC.js';
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

/** The inference module's EndBlock. Stages are found by height; whatever they cost is paid in their blocks only. */
export function endBlock(ctx: Context, open: OpenKeeper, profile: ChainProfile): void {
  const keeper = open(ctx);
  const effective = getEffectiveEpochIndex(keeper);
  const epoch = getCurrentEpochContext(keeper);
  const run = (stage: string, work: StageWork) =>
    profile.epochs.runStage(ctx, stage, (own) => work(open(own), profile));

  expireInferences(keeper);
  removePastUpgrades(keeper);
  if (isBeforePoC(epoch, keeper.height)) run('PrepareForPoC', prepareForPoC);
  for (const start of stagesStartingAt(epoch, keeper.height)) {
    profile.epochs.announce(ctx, start);
    for (const work of stageWork[start.stage] ?? []) run(start.stage, work);
  }
  if (effective !== undefined) run('UpdateValidators', (own) => updateValidators(own, effective));
}

/** The last block of an epoch in which its nodes serve as they were assigned. */
const isBeforePoC = (epoch: EpochContext, height: bigint): boolean => height === epoch.nextPoCStart - 1n;

/** A partial upgrade has happened once its height has passed. */
function removePastUpgrades({ state, height }: Keeper): void {
  for (const at of [...state.partialUpgrades.keys()]) {
    if (at >= height) break;
    state.partialUpgrades.remove(at);
  }
}
