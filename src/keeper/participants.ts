import { CurrentEpochStats, type Participant } from '../gen/inference/inference/participant.js';
import { inferenceErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';
import type { Keeper } from './keeper.js';

export function getParticipant({ state }: Keeper, address: string): Participant | undefined {
  return state.participants.get(address);
}

/** A participant who must be there; else 1103, with the address in front. */
export function requireParticipant(keeper: Keeper, address: string): Participant {
  const participant = getParticipant(keeper, address);
  if (participant === undefined) throw new CodedError(inferenceErrors.participantNotFound, address);
  return participant;
}

/** All participants, by address bytes. Cost: O(participants). */
export function getAllParticipants({ state }: Keeper): Participant[] {
  return [...state.participants.values()];
}

/** Stores a participant under his address: an address in either case is one participant. */
export function setParticipant({ state }: Keeper, participant: Participant): void {
  state.participants.set(participant.address, participant);
}

/** The counts that an epoch begins with. */
export const noStats = CurrentEpochStats.create();

/** What a participant has done in the running epoch; all zero when nothing was recorded yet. */
export function statsOf({ currentEpochStats }: Participant): CurrentEpochStats {
  return currentEpochStats ?? noStats;
}

/** The participant with some of the epoch's counts replaced. */
export function withStats(participant: Participant, changes: Partial<CurrentEpochStats>): Participant {
  return { ...participant, currentEpochStats: { ...statsOf(participant), ...changes } };
}
