import { CodedError } from '../util/errors.js';
import { type GenesisFile, parseGenesisFile } from './genesisFile.js';
import { openChain } from './openChain.js';

/** One thing that is wrong with a genesis; the path leads into the file's JSON, empty for the file as a whole. */
export interface GenesisFault {
  readonly path: string;
  readonly problem: string;
}

export interface GenesisCheck {
  /** None when a chain can begin with it. */
  readonly faults: readonly GenesisFault[];
  /** Parts of `app_state` that no module here knows; they are kept and exported as they are. */
  readonly foreignModules: readonly string[];
}

/** Checks a genesis by beginning a chain with it, in memory. Each module that finds faults names all that it finds. */
export function checkGenesis(text: string, file: string): GenesisCheck {
  try {
    const genesis = parseGenesisFile(text, file);
    const app = openChain({ genesis });
    const foreignModules = Object.keys(app.exportGenesis === undefined ? {} : foreignOf(genesis));
    return { faults: [], foreignModules };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { faults: faultsOf(error, file), foreignModules: [] };
  }
}

const foreignOf = (genesis: GenesisFile) => genesis.appState;

function faultsOf(error: CodedError, file: string): GenesisFault[] {
  const { faults, path } = error.context as { faults?: readonly GenesisFault[]; path?: string };
  const text = error.message.slice(0, -`: ${error.kind.text}`.length).replace(`${file}: `, '');
  if (faults !== undefined) return faults.map((fault) => ({ path: fault.path, problem: fault.problem }));
  const problem = path !== undefined && text.startsWith(`${path}: `) ? text.slice(path.length + 2) : text;
  return [{ path: path ?? '', problem }];
}
