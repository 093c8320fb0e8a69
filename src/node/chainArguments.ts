import { shown } from '../types/strategyResults.js';
import { CodedError, simErrors } from '../util/errors.js';

/** What plain JavaScript may hand in where a chain is opened. */
interface Given {
  readonly genesis?: unknown;
  readonly onStageFailure?: unknown;
}

/** @throws gonka-sim/26 with the name of an argument that is missing, or is something else */
export function assertChainArguments({ genesis, onStageFailure }: Given): void {
  if (!isRead(genesis)) throw wrongArgument('genesis', genesis, 'what parseGenesisFile(text, file) gives');
  if (onStageFailure !== undefined && onStageFailure !== 'halt' && onStageFailure !== 'goOn')
    throw wrongArgument('onStageFailure', onStageFailure, "'halt' or 'goOn'");
}

/** An argument that is not what it should be. */
export const wrongArgument = (name: string, value: unknown, wanted: string): CodedError =>
  new CodedError(simErrors.usage, `${name} is ${shown(value)}, not ${wanted}`, { context: { argument: name } });

const isRead = (genesis: unknown): boolean =>
  typeof genesis === 'object' && genesis !== null && 'appState' in genesis && 'hash' in genesis;
