import { CodedError } from '../util/errors.js';
import { parseGenesisFile } from './genesisFile.js';
import { openChain } from './openChain.js';

/** One thing that is wrong with a genesis; the path leads into the file's JSON, empty for the file as a whole. */
export interface GenesisFault {
  readonly path: string;
  readonly problem: string;
}

/** Checks a genesis by beginning a chain with it, in memory. No faults mean that a chain can begin with it. */
export function checkGenesis(text: string, file: string): GenesisFault[] {
  try {
    openChain({ genesis: parseGenesisFile(text, file) });
    return [];
  } catch (error) {
    if (error instanceof CodedError) return faultsOf(error, file);
    throw error;
  }
}

/** Paths of modules begin with the module's name, which stands under `app_state`. */
function faultsOf(error: CodedError, file: string): GenesisFault[] {
  const { message, kind, context } = error;
  const text = message.endsWith(kind.text) ? message.slice(0, -`: ${kind.text}`.length) : message;
  if (text.startsWith(`${file}: `)) return [split(text.slice(file.length + 2), context.path)];
  const faults = (context.faults as readonly Partial<GenesisFault>[] | undefined) ?? [{ path: context.path as string }];
  return faults.map(({ path, problem = text }) => {
    const fault = split(problem, path);
    return { ...fault, path: fault.path === '' ? '' : `app_state.${fault.path}` };
  });
}

function split(problem: string, path: unknown): GenesisFault {
  if (typeof path !== 'string' || path === '') return { path: '', problem };
  const plain = problem.startsWith(`${path}: `) ? problem.slice(path.length + 2) : problem;
  return { path, problem: plain.replace(/: invalid genesis$/, '') };
}
