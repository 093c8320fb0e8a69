import type { EpochReport, ModelRow, NodeRow, ParticipantRow } from '../network/runRecord.js';
import { alignedCoins, coins, grouped, paint, type Style, shortened } from './format.js';
import { happeningLines } from './happeningLines.js';
import { plainTable } from './plainTable.js';

/** Columns that a report may take. */
const width = 110;

/** One epoch for a person: stages, participants, models with their nodes and slots, money, and the hash to compare. */
export function epochTable(report: EpochReport, style: Style): string {
  const title = paint(style, 'bold', `Epoch ${report.epoch}`);
  return [
    `${title}  ended at height ${report.height}, app hash ${paint(style, 'cyan', report.appHash)}`,
    stagesLines(report),
    participantsTable(report, style),
    modelsTable(report.models, style),
    nodesLines(report, style),
    ...happeningLines(report, style),
    `  minted ${coins(report.minted)}, settled ${coins(report.settled)} coins`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function stagesLines({ stages }: EpochReport): string {
  const starts = Object.entries(stages);
  if (starts.every(([, height]) => height === 0)) return '  no PoC came before it';
  return flowing(
    starts.map(([stage, height]) => `${stage} ${height}`),
    ' · ',
    '  ',
  );
}

/** Words on as few lines as they fit on. */
function flowing(words: readonly string[], between: string, indent: string): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + between.length + word.length <= width) {
      lines[lines.length - 1] = last + between + word;
    } else lines.push(indent + word);
  }
  return lines.join('\n');
}

function participantsTable({ participants }: EpochReport, style: Style): string {
  const columns = {
    participant: 'left',
    address: 'left',
    weight: 'right',
    mined: 'right',
    preserved: 'right',
    reward: 'right',
    reputation: 'right',
    'all models': 'left',
  } as const;
  const rows = participants.map((row) => [
    row.name ?? '',
    shortened(row.address, 10, 6),
    grouped(row.weight),
    grouped(row.mined),
    grouped(row.preserved),
    row.reward === 0n ? '0' : alignedCoins(row.reward),
    String(row.reputation),
    row.covered ? paint(style, 'green', 'yes') : '',
  ]);
  return plainTable(columns, rows, style);
}

function modelsTable(models: readonly ModelRow[], style: Style): string {
  if (models.length === 0) return '';
  const columns = {
    model: 'left',
    nodes: 'right',
    throughput: 'right',
    'expected before': 'right',
    'in PoC': 'right',
    'real before': 'right',
    'in PoC ': 'right',
  } as const;
  const tokens = (value: bigint | undefined) => (value === undefined ? '-' : grouped(value));
  const rows = models.map(({ id, nodes, totalThroughput, expected, real }) => [
    id,
    String(nodes.length),
    grouped(totalThroughput),
    ...[expected[0], expected[1], real[0], real[1]].map(tokens),
  ]);
  return plainTable(columns, rows, style);
}

/** Marks of a node's timeslots before and during PoC. */
const serves = { always: '●●', beforePoC: '●○', never: '○○', onlyPoC: '○●' } as const;

function markOf([before = false, during = false]: readonly boolean[]): string {
  if (before) return during ? serves.always : serves.beforePoC;
  return during ? serves.onlyPoC : serves.never;
}

/** Which nodes hold which timeslot of each model. */
function nodesLines({ models, participants }: EpochReport, style: Style): string {
  if (models.length === 0) return '';
  const names = new Map(participants.map((row) => [row.address, nameOf(row)]));
  const label = ({ participant, nodeId, slots }: NodeRow) =>
    `${markOf(slots)} ${names.get(participant) ?? shortened(participant, 10, 6)}/${nodeId}`;
  const column = Math.max(...models.flatMap(({ nodes }) => nodes.map((node) => label(node).length)), 0);
  const legend = [
    `${serves.always} serves through PoC`,
    `${serves.beforePoC} mines in PoC`,
    `${serves.onlyPoC} serves only in PoC`,
    `${serves.never} listed for a second model`,
  ].join('   ');
  return [
    `  ${paint(style, 'dim', `nodes:  ${legend}`)}`,
    ...models.flatMap(({ id, nodes }) => [
      `  ${id}`,
      flowing(
        nodes.map((node) => label(node).padEnd(column)),
        '  ',
        '    ',
      ).replace(/ +$/gm, ''),
    ]),
  ].join('\n');
}

const nameOf = ({ name, address }: ParticipantRow): string => name ?? shortened(address, 10, 6);
