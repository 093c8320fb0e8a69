import type { EndedProposal, EpochReport, Happenings, Rejection, RunEnd, StageFailure } from '../network/runRecord.js';
import { paint, type Style, shortened } from './format.js';

/** Columns that a line may take. */
const width = 110;

/** What happened in an epoch, a line each, and none when nothing did. */
export function happeningLines({ rejected, proposals, failures }: Happenings, style: Style): string[] {
  const lines = [...rejectedLines(rejected), ...proposals.map(proposalLine), ...failures.map(failureLine)];
  return lines.map((line) => paint(style, 'yellow', cut(`  ${line}`)));
}

/** Stages that failed in a run and were undone; the end tells of those behind the last report. */
export const undoneStages = (epochs: readonly EpochReport[], end: RunEnd): number =>
  epochs.reduce((sum, { failures }) => sum + failures.length, end.failures.length);

const cut = (line: string): string => (line.length > width ? `${line.slice(0, width - 1)}…` : line);

/** Those of one reason stand together. */
function rejectedLines(rejected: readonly Rejection[]): string[] {
  const names = new Map<string, string[]>();
  for (const { address, name, epoch, reason } of rejected) {
    const end = ` not accepted for epoch ${epoch}: ${reason}`;
    names.set(end, [...(names.get(end) ?? []), name ?? shortened(address, 10, 6)]);
  }
  return [...names].map(([end, who]) => who.join(', ') + end);
}

function proposalLine({ id, title, height, result, reason }: EndedProposal): string {
  const what = title === undefined ? '' : ` "${title}"`;
  return `proposal ${id}${what} ${result} at height ${height}${reason === undefined ? '' : `: ${reason}`}`;
}

const failureLine = ({ stage, height, codespace, code, message }: StageFailure): string =>
  `stage ${stage} failed at height ${height} and was undone: ${codespace}/${code} ${message}`;
