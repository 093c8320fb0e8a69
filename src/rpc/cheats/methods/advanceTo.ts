import { z } from 'zod';
import { getCurrentEpochContext } from '../../../keeper/epochs.js';
import { getParams } from '../../../keeper/params.js';
import type { Node } from '../../../node/node.js';
import { EpochContext } from '../../../types/epochContext.js';
import { type StageName, stageHeights } from '../../../types/stages.js';
import { rpcError } from '../../comet/errors.js';
import { advanceTo as advance } from '../advance.js';
import type { CheatDesk } from '../cheat.js';
import { cheat } from '../cheat.js';
import { badField, height, stage, whole } from '../fields.js';
import { requireInference } from '../inferenceChain.js';
import { tip } from '../tip.js';

/** The last block that one call makes lies no further away than this. */
const furthest = 1_000_000n;

/** Epochs that are looked through for a stage that is still to come. */
const epochsAhead = 3;

export const advanceTo = cheat({
  name: 'sim_advanceTo',
  doc:
    'Makes blocks up to a height, up to the block in which an epoch takes effect (its SetNewValidators), or up to the next block ' +
    'in which a stage of an epoch starts. Every block on the way is made as if nobody had hurried.',
  params: z
    .strictObject({
      height: height.optional().describe('the height to stop at'),
      epoch: whole(1n, 2n ** 63n - 1n, 3n)
        .optional()
        .describe('the epoch to wait for'),
      stage: stage.optional().describe('the stage to wait for'),
    })
    .refine(
      (given) => Object.values(given).filter((value) => value !== undefined).length === 1,
      'exactly one of height, epoch and stage is wanted, for example {"stage":"SetNewValidators"}',
    ),
  example: { params: { stage: 'SetNewValidators' } },
  async run(desk, given) {
    if (given.height !== undefined) await toHeight(desk, 'height', given.height);
    else if (given.stage !== undefined)
      await toHeight(desk, 'stage', nextStart(epochsOf(desk.node), given.stage, desk.node));
    else await toEpoch(desk, given.epoch!);
    return tip(desk.node);
  },
});

async function toHeight(desk: CheatDesk, field: string, target: bigint): Promise<void> {
  const { height: now } = desk.node;
  if (target <= now) throw badField(field, `the chain is at height ${now}; a later one is wanted`);
  if (target > now + furthest)
    throw badField(field, `${target - now} blocks ahead; at most ${furthest} at a time are made`);
  await advance(desk, target);
}

/** From one switch of validators to the next, because each epoch's lengths are known only when its PoC starts. */
async function toEpoch(desk: CheatDesk, epoch: bigint): Promise<void> {
  const { node } = desk;
  const effective = () => node.app.view().keepers.inference.state.effectiveEpoch.get() ?? 0n;
  epochsOf(node);
  if (epoch <= effective()) throw badField('epoch', `epoch ${effective()} is in effect; a later one is wanted`);
  while (effective() < epoch) {
    const before = effective();
    await toHeight(desk, 'epoch', nextStart(epochsOf(node), 'SetNewValidators', node));
    if (effective() === before)
      throw rpcError('server', `epoch ${before + 1n} did not take effect at height ${node.height}`);
  }
}

/** The epoch at hand and those that follow it, as far as the parameters of now tell. */
function epochsOf(node: Node): readonly EpochContext[] {
  requireInference(node);
  const { keepers } = node.app.view();
  const { epochParams } = getParams(keepers.inference);
  const epochs = [getCurrentEpochContext(keepers.inference)];
  while (epochs.length < epochsAhead) epochs.push(new EpochContext(epochs.at(-1)!.nextEpoch, epochParams!));
  return epochs;
}

function nextStart(epochs: readonly EpochContext[], wanted: StageName, { height: now }: Node): bigint {
  const starts = epochs.filter(({ isGenesis }) => !isGenesis).map((epoch) => stageHeights(epoch)[wanted]);
  return starts.find((start) => start > now)!;
}
