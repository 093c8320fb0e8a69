import type { ActiveParticipants } from '../gen/inference/inference/activeparticipants.js';
import type { Keeper } from './keeper.js';

/** The participants of an epoch as its formation left them. */
export function getActiveParticipants({ state }: Keeper, epochIndex: bigint): ActiveParticipants | undefined {
  return state.activeParticipants.get(epochIndex);
}

export function setActiveParticipants({ state }: Keeper, participants: ActiveParticipants): void {
  state.activeParticipants.set(participants.epochId, participants);
}
