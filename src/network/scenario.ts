import { type Document, LineCounter, parseDocument } from 'yaml';
import { defaultMultiModelParams, defaultParams } from '../types/defaultParams.js';
import { CodedError, simErrors } from '../util/errors.js';
import { proposalMessages } from './proposalMessages.js';
import { type Scenario, scenarioSchema } from './scenarioSchema.js';

/** One thing that is wrong with a scenario file; line and column count from 1. */
export interface ScenarioFault {
  readonly line: number;
  readonly column: number;
  readonly field: string;
  readonly problem: string;
}

/**
 * Reads a scenario from YAML or JSON text (JSON is YAML).
 *
 * @throws gonka-sim/21 with every fault, each with its place in the file
 */
export function parseScenario(text: string, file: string): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const broken = document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { line, column: col, field: '', problem: error.message.split('\n')[0]! };
  });
  if (broken.length > 0) throw invalid(file, broken);

  const result = scenarioSchema.safeParse(document.toJS());
  if (!result.success) {
    const faults = result.error.issues.map((issue) => {
      const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
      return { ...placeOf(document, lines, path), field: fieldName(path), problem: issue.message };
    });
    throw invalid(file, faults);
  }
  const faults = contradictions(result.data).map(({ path, problem }) => ({
    ...placeOf(document, lines, path),
    field: fieldName(path),
    problem,
  }));
  if (faults.length > 0) throw invalid(file, faults);
  return result.data;
}

function invalid(file: string, faults: readonly ScenarioFault[]): CodedError {
  const rows = faults.map(({ line, column, field, problem }) => `${file}:${line}:${column} ${field}: ${problem}`);
  return new CodedError(simErrors.scenarioInvalid, rows.join('\n'), { context: { file, faults } });
}

type Path = readonly PropertyKey[];

const fieldName = (path: Path): string =>
  path
    .reduce<string>((name, part) => (typeof part === 'number' ? `${name}[${part}]` : `${name}.${String(part)}`), '')
    .slice(1);

/** Where a field stands; a missing one is placed at the nearest thing that is there. */
function placeOf(document: Document, lines: LineCounter, path: Path): { line: number; column: number } {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range === undefined) continue;
    const { line, col } = lines.linePos(node.range[0]);
    return { line, column: col };
  }
  return { line: 1, column: 1 };
}

/** What the form alone cannot say: names that are taken twice or that nobody has. */
function contradictions(scenario: Scenario): { path: Path; problem: string }[] {
  const found: { path: Path; problem: string }[] = [];
  const twice = (values: readonly unknown[], at: (index: number) => Path, what: string) => {
    values.forEach((value, index) => {
      if (values.indexOf(value) < index) found.push({ path: at(index), problem: `${what} ${value} is taken already` });
    });
  };
  const { participants } = scenario;
  twice(
    participants.map((p) => p.name),
    (i) => ['participants', i, 'name'],
    'name',
  );
  twice(
    participants.map((p, i) => p.account ?? i),
    (i) => ['participants', i, 'account'],
    'account',
  );
  participants.forEach((p, i) => {
    twice(
      p.nodes.map((node) => node.id),
      (j) => ['participants', i, 'nodes', j, 'id'],
      'node id',
    );
  });
  scenario.changes.forEach((change, i) => {
    const owner = participants.find((p) => p.name === change.participant);
    if (owner === undefined) {
      found.push({
        path: ['changes', i, 'participant'],
        problem: `no participant ${change.participant} in this scenario`,
      });
    } else if (!owner.nodes.some((node) => node.id === change.node)) {
      found.push({ path: ['changes', i, 'node'], problem: `${owner.name} has no node ${change.node}` });
    }
  });
  scenario.proposals.forEach((proposal, i) => {
    const problem = proposalProblem(proposal, participants);
    if (problem !== undefined) found.push({ path: ['proposals', i], problem });
  });
  return found;
}

/** What keeps a proposal's messages from being made, whatever the chain's parameters will be. */
function proposalProblem(
  proposal: Scenario['proposals'][number],
  participants: Scenario['participants'],
): string | undefined {
  const params = { ...defaultParams(), multiModelParams: defaultMultiModelParams() };
  const addresses = new Map(participants.map(({ name }) => [name, '']));
  try {
    proposalMessages(proposal, { authority: '', params, addresses });
    return undefined;
  } catch (error) {
    if (error instanceof CodedError) return error.message.replace(/: invalid scenario$/, '');
    throw error;
  }
}
