import type { MsgClaimTrainingTaskForAssignment, MsgCreateTrainingTask } from '../../gen/inference/inference/tx.js';
import { requireAddress } from '../address.js';

// Of the recorded trainings, only the sender is known to be checked.

/** Stateless checks of the wish for a training. */
export function checkCreateTrainingTask({ creator }: MsgCreateTrainingTask, prefix: string): void {
  requireAddress(creator, prefix, 'creator address');
}

/** Stateless checks of taking a training on. */
export function checkClaimTrainingTask({ creator }: MsgClaimTrainingTaskForAssignment, prefix: string): void {
  requireAddress(creator, prefix, 'creator address');
}
