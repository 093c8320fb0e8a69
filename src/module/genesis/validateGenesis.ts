import { CodedError, simErrors } from '../../util/errors.js';
import type { GenesisRules } from './genesisConduct.js';
import { nodeFaults } from './nodeFaults.js';
import { type GenesisDocument, type GenesisFault, readGenesis } from './readGenesis.js';
import { beginningFaults, parameterFaults, participantFaults } from './sectionFaults.js';

/**
 * Reads the module's part of a genesis file and checks it.
 *
 * @throws gonka-sim/20 that lists every fault, one a line with its JSON path; `context.faults` has them as data
 */
export function validateGenesis(genesis: unknown, rules: GenesisRules): GenesisDocument {
  const document = readGenesis(genesis, rules.prefix);
  const faults = genesisFaults(document, rules);
  if (faults.length === 0) return document;
  const lines = faults.map(({ path, problem }) => `${path}: ${problem}`);
  throw new CodedError(simErrors.genesisInvalid, lines.join('\n'), { context: { faults } });
}

/** All that is wrong with a document, faults of form first. Cost: O(document). */
export function genesisFaults(document: GenesisDocument, rules: GenesisRules): GenesisFault[] {
  const { sections, state, faults: formFaults } = document;
  const contents = [
    ...parameterFaults(sections, rules),
    ...participantFaults(sections, rules),
    ...(state === undefined ? beginningFaults(sections) : []),
    ...nodeFaults(document, rules),
  ];
  const faulty = (path: string): boolean => formFaults.some((fault) => isWithin(path, fault.path));
  return [...formFaults, ...contents.filter(({ path }) => !faulty(path))];
}

/** Whether a path leads to a place or to something in it. */
const isWithin = (path: string, place: string): boolean =>
  path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);
