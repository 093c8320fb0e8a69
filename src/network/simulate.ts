import { wrongArgument } from '../node/chainArguments.js';
import type { EpochReport, RunEnd, RunStart } from './runRecord.js';
import { openSimulation, type SimulatedBlock, type Simulation, type SimulationOptions } from './simulation.js';

export interface RunUntil {
  /** Epochs that are to end, counted from epoch 0 of the chain, not from where this run began. */
  readonly epochs: number;
  /** Asked between two blocks: whether to stop here. */
  readonly stop?: () => boolean;
  /** Told of every block, before it is durable. */
  readonly onBlock?: (block: SimulatedBlock) => void;
  /** Told of every epoch that ended, when its last block is durable. */
  readonly onEpoch?: (report: EpochReport) => void;
}

/**
 * Makes blocks until enough epochs have ended.
 *
 * @returns whether it got there; false when it was stopped
 * @throws gonka-sim/26 for a number of epochs that there cannot be
 */
export async function runUntil(simulation: Simulation, until: RunUntil): Promise<boolean> {
  const { epochs, stop, onBlock, onEpoch } = until;
  assertEpochs(epochs);
  let stopped = false;
  while (simulation.epoch < BigInt(epochs) && !stopped) {
    const block = simulation.nextBlock();
    onBlock?.(block);
    if (block.endedEpoch === undefined) await simulation.app.drain();
    else {
      const report = onEpoch && simulation.report(block.endedEpoch);
      await simulation.app.flush();
      if (report !== undefined) onEpoch?.(report);
    }
    stopped = stop?.() ?? false;
  }
  await simulation.app.flush();
  return simulation.epoch >= BigInt(epochs);
}

/** All that a run tells. */
export interface SimulationResult {
  readonly start: RunStart;
  readonly epochs: readonly EpochReport[];
  readonly end: RunEnd;
}

/**
 * Runs a scenario from genesis, or from where its backend stands, and returns what there is to tell.
 *
 * ```ts
 * const { epochs, end } = await simulate({ genesis, scenario, epochs: 3, seed: '1' });
 * ```
 *
 * @throws gonka-sim/20, 22 and 25 as the chain does: for its genesis, an unknown profile, and where it would halt;
 *   gonka-sim/23 where a strategy is broken; gonka-sim/26 with the name of an argument that is not what it should be
 */
export async function simulate(options: SimulationOptions & RunUntil): Promise<SimulationResult> {
  assertEpochs(options.epochs);
  const simulation = await openSimulation(options);
  const epochs: EpochReport[] = [];
  const onEpoch = (report: EpochReport) => {
    epochs.push(report);
    options.onEpoch?.(report);
  };
  await runUntil(simulation, { ...options, onEpoch });
  return { start: simulation.start, epochs, end: simulation.end };
}

function assertEpochs(epochs: unknown): void {
  if (!Number.isSafeInteger(epochs) || (epochs as number) < 1)
    throw wrongArgument('epochs', epochs, 'a whole number from 1 on');
}
