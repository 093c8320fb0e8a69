import Table from 'cli-table3';
import type { EpochReport, ModelRow, NodeRow, ParticipantRow } from '../network/runRecord.js';
import { coins, grouped, paint, type Style, shortened } from './format.js';

/** One epoch for a person: stages, participants, models with their nodes and slots, money, and the hash to compare. */
export function epochTable(report: EpochReport, style: Style): string {
  const title = paint(style, 'bold', `Epoch ${report.epoch}`);
  return [
    `${title}  ended at height ${report.height}, app hash ${paint(style, 'cyan', report.appHash)}`,
    stagesLine(report),
    participantsTable(report, style),
    modelsTable(report.models, style),
    ...report.models.map((model) => nodesLine(model, report, style)),
    `  minted ${coins(report.minted)}, settled ${coins(report.settled)} coins`,
  ].join('\n');
}

function stagesLine({ stages }: EpochReport): string {
  const parts = Object.entries(stages).map(([stage, height]) => `${stage} ${height}`);
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length + 3 <= 108) lines[lines.length - 1] = `${last} · ${part}`;
    else lines.push(`  ${part}`);
  }
  return lines.join('\n');
}

/** A table without lines, so that a screen holds more of it. */
function plainTable(head: readonly string[], aligns: readonly ('left' | 'right')[], style: Style) {
  const none = Object.fromEntries(
    ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right', 'left']
      .concat(['left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'])
      .map((place) => [place, '']),
  );
  return new Table({
    head: head.map((text) => paint(style, 'dim', text)),
    colAligns: [...aligns],
    chars: none,
    style: { head: [], border: [], 'padding-left': 2, 'padding-right': 0 },
  });
}

function participantsTable({ participants }: EpochReport, style: Style): string {
  const head = ['participant', 'weight', 'mined', 'preserved', 'reward', 'coverage', 'reputation'];
  const table = plainTable(head, ['left', 'right', 'right', 'right', 'right', 'right', 'right'], style);
  for (const row of participants) {
    table.push([
      nameOf(row),
      grouped(row.weight),
      grouped(row.mined),
      grouped(row.preserved),
      coins(row.reward),
      row.covered ? paint(style, 'green', 'all models') : '',
      String(row.reputation),
    ]);
  }
  return table.toString();
}

function modelsTable(models: readonly ModelRow[], style: Style): string {
  const head = ['model', 'nodes', 'serve in PoC', 'throughput', 'expected pre|PoC', 'real pre|PoC'];
  const table = plainTable(head, ['left', 'right', 'right', 'right', 'right', 'right'], style);
  for (const model of models) {
    const vector = (values: readonly bigint[]) => `${grouped(values[0] ?? 0n)} | ${grouped(values[1] ?? 0n)}`;
    table.push([
      model.id,
      String(model.nodes.length),
      String(model.nodes.filter((node) => node.slots[1]).length),
      grouped(model.totalThroughput),
      vector(model.expected),
      vector(model.real),
    ]);
  }
  return table.toString();
}

/** Which nodes hold which timeslot of a model: `●●` serves before and during PoC, `●○` mines, `○○` is listed only. */
function nodesLine(model: ModelRow, report: EpochReport, style: Style): string {
  const names = new Map(report.participants.map((row) => [row.address, row.name ?? shortened(row.address, 8, 4)]));
  const label = (node: NodeRow) => {
    const slots = node.slots.map((held) => (held ? '●' : '○')).join('');
    return `${slots} ${names.get(node.participant) ?? shortened(node.participant, 8, 4)}/${node.nodeId}`;
  };
  const lines = [`  ${paint(style, 'dim', shortened(model.id, 24, 10))} `];
  for (const text of model.nodes.map(label)) {
    const last = lines.at(-1)!;
    if (last.length + text.length <= 108) lines[lines.length - 1] = `${last} ${text} `;
    else lines.push(`      ${text} `);
  }
  return lines.join('\n');
}

function nameOf(row: ParticipantRow): string {
  const address = shortened(row.address, 8, 4);
  return row.name === undefined ? address : `${row.name} ${address}`;
}
