import type { ChainEvent } from '../types/events.js';
import { toSafeNumber } from '../util/int.js';
import type { EndedProposal, Happenings, Rejection, StageFailure } from './runRecord.js';

/** One event of a block, with its height. */
export interface ToldEvent {
  readonly height: bigint;
  readonly event: ChainEvent;
}

/** What a report calls by name. */
export interface Names {
  /** Name of a participant in the scenario. */
  readonly nameOf: (address: string) => string | undefined;
  /** Title of a proposal that there still is. */
  readonly titleOf: (id: string) => string | undefined;
}

const kept: ReadonlySet<string> = new Set([
  'stage_failed',
  'participant_rejected',
  'active_proposal',
  'inactive_proposal',
]);

/** What the SDK's events call the ends of proposals. */
const proposalResults: Readonly<Record<string, string>> = {
  proposal_passed: 'passed',
  proposal_failed: 'failed',
  proposal_rejected: 'rejected',
  proposal_dropped: 'dropped',
  expedited_proposal_rejected: 'made regular',
};

/** Events of a block that a report will tell of. Cost: O(events). */
export const toldEvents = (height: bigint, events: readonly ChainEvent[]): ToldEvent[] =>
  events.filter(({ type }) => kept.has(type)).map((event) => ({ height, event }));

/** What happened, in the words of a report. */
export function happenings(told: readonly ToldEvent[], { nameOf, titleOf }: Names): Happenings {
  const of = (...types: string[]) =>
    told
      .filter(({ event }) => types.includes(event.type))
      .map(({ height, event }) => ({ height: toSafeNumber(height, 'height'), read: reader(event) }));
  return {
    failures: of('stage_failed').map(({ height, read }): StageFailure => {
      const [stage, codespace, message] = [read('stage'), read('codespace'), read('reason')];
      return { stage, height, codespace, code: Number(read('code')), message };
    }),
    rejected: once(of('participant_rejected')).map(({ height, read }): Rejection => {
      const [address, name] = [read('participant'), nameOf(read('participant'))];
      return {
        address,
        ...(name === undefined ? {} : { name }),
        epoch: Number(read('epoch')),
        height,
        reason: read('reason'),
      };
    }),
    proposals: of('active_proposal', 'inactive_proposal').map(({ height, read }): EndedProposal => {
      const [id, title] = [read('proposal_id'), titleOf(read('proposal_id'))];
      const result = proposalResults[read('proposal_result')] ?? read('proposal_result');
      const reason = result === 'failed' ? { reason: read('proposal_log') } : {};
      return { id, ...(title === undefined ? {} : { title }), height, result, ...reason };
    }),
  };
}

/** Who mined and also has nodes that served may be left out for both, by the same reason. */
function once<T extends { readonly read: (key: string) => string }>(told: readonly T[]): T[] {
  const keys = told.map(({ read }) => `${read('epoch')} ${read('participant')} ${read('reason')}`);
  return told.filter((_, i) => keys.indexOf(keys[i]!) === i);
}

const reader =
  ({ attributes }: ChainEvent) =>
  (key: string): string =>
    attributes.find((attribute) => attribute.key === key)?.value ?? '';
