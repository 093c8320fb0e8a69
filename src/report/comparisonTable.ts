import type { ComparedRun } from '../network/compareProfiles.js';
import type { EpochReport, ModelRow } from '../network/runRecord.js';
import { alignedCoins, grouped, paint, type Style } from './format.js';
import { undoneStages } from './happeningLines.js';
import { plainTable } from './plainTable.js';

/** One thing that is compared, and what it is under each profile. */
interface ComparedRow {
  readonly what: string;
  readonly values: readonly string[];
}

/** Several profiles side by side: money, weights and serving nodes; rows in which they differ are marked with `≠`. */
export function comparisonTable(runs: readonly ComparedRun[], style: Style): string {
  const rows = [...moneyRows(runs), ...weightRows(runs), ...servingRows(runs), ...failureRows(runs)];
  const columns = {
    '': 'left',
    'after the last epoch': 'left',
    ...Object.fromEntries(runs.map(({ profile }) => [profile, 'right'] as const)),
  } as const;
  const lines = rows.map(({ what, values }) => {
    const differs = values.some((value) => value !== values[0]);
    return [differs ? paint(style, 'yellow', '≠') : ' ', what, ...values];
  });
  return plainTable(columns, lines, style);
}

const lastEpoch = ({ epochs }: ComparedRun): EpochReport => epochs.at(-1)!;

function moneyRows(runs: readonly ComparedRun[]): ComparedRow[] {
  const total = (pick: (epoch: EpochReport) => bigint) =>
    runs.map(({ epochs }) => alignedCoins(epochs.reduce((sum, epoch) => sum + pick(epoch), 0n)));
  return [
    { what: 'coins minted in all', values: total((epoch) => epoch.minted) },
    ...participantsOf(runs).map(({ address, name }) => ({
      what: `reward of ${name} in all`,
      values: total((epoch) => epoch.participants.find((row) => row.address === address)?.reward ?? 0n),
    })),
  ];
}

function weightRows(runs: readonly ComparedRun[]): ComparedRow[] {
  return participantsOf(runs).map(({ address, name }) => ({
    what: `weight of ${name}`,
    values: runs.map((run) => {
      const row = lastEpoch(run).participants.find((participant) => participant.address === address);
      return row === undefined ? '-' : grouped(row.weight);
    }),
  }));
}

/** How many of a model's nodes serve through PoC, and which part of the model's PoC weight they hold. */
function servingRows(runs: readonly ComparedRun[]): ComparedRow[] {
  const models = [...new Set(runs.flatMap((run) => lastEpoch(run).models.map(({ id }) => id)))];
  return models.map((id) => ({
    what: `serve ${id} through PoC`,
    values: runs.map((run) => servingShare(lastEpoch(run).models.find((model) => model.id === id))),
  }));
}

function servingShare(model: ModelRow | undefined): string {
  if (model === undefined) return '-';
  const weightOf = (nodes: ModelRow['nodes']) => nodes.reduce((sum, node) => sum + node.pocWeight, 0n);
  const serving = model.nodes.filter((node) => node.slots[1] === true);
  const all = weightOf(model.nodes);
  const percent = all === 0n ? 0n : (100n * weightOf(serving)) / all;
  return `${serving.length} of ${model.nodes.length} (${percent} %)`;
}

/** What failed, in rows that stand there only when something did. */
function failureRows(runs: readonly ComparedRun[]): ComparedRow[] {
  const rows = [
    { what: 'failed transactions', counts: runs.map(({ end }) => end.txs.failed) },
    {
      what: 'stages that failed and were undone',
      counts: runs.map(({ epochs, end }) => undoneStages(epochs, end)),
    },
  ];
  return rows
    .filter(({ counts }) => counts.some((count) => count > 0))
    .map(({ what, counts }) => ({ what, values: counts.map(String) }));
}

/** Everybody who took part under any profile, in the order of first appearance. */
function participantsOf(runs: readonly ComparedRun[]): { address: string; name: string }[] {
  const names = new Map<string, string>();
  for (const { epochs } of runs) {
    for (const { participants } of epochs) {
      for (const { address, name } of participants) if (!names.has(address)) names.set(address, name ?? address);
    }
  }
  return [...names].map(([address, name]) => ({ address, name }));
}
