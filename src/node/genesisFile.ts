import { parseTime } from '../sdk/time.js';
import { bytesToHex, utf8ToBytes } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import { sha256 } from '../util/sha256.js';

/** A genesis file as far as the chain as a whole is concerned; what its modules make of `appState` is theirs. */
export interface GenesisFile {
  readonly chainId: string;
  /** Nanoseconds since the Unix epoch. */
  readonly time: bigint;
  readonly initialHeight: bigint;
  readonly consensusParams: unknown;
  readonly appState: Readonly<Record<string, unknown>>;
  /** Human part of its addresses, taken from the first one there is. */
  readonly bech32Prefix: string;
  /** The coin of the stakes, the only denomination that the chain mints. */
  readonly denom: string;
  /** SHA-256 of the file, upper-case hex. */
  readonly hash: string;
  /** The whole file as it was given. */
  readonly document: Readonly<Record<string, unknown>>;
}

const defaultPrefix = 'gonka';
const defaultDenom = 'ngonka';

/**
 * Reads the genesis file of a chain of the Cosmos SDK.
 *
 * @throws gonka-sim/20 with the file and the JSON path of what is wrong
 */
export function parseGenesisFile(text: string, file: string): GenesisFile {
  const json = asObject(parseJson(text, file), file, '');
  const appState = asObject(json.app_state, file, 'app_state');
  if (typeof json.chain_id !== 'string' || json.chain_id === '') throw fault(file, 'chain_id', 'a text is wanted');
  return {
    chainId: json.chain_id,
    time: timeOf(json.genesis_time, file),
    initialHeight: heightOf(json.initial_height, file),
    consensusParams: consensusParamsOf(json),
    appState,
    bech32Prefix: prefixOf(appState),
    denom: denomOf(appState),
    hash: bytesToHex(sha256(utf8ToBytes(text))).toUpperCase(),
    document: json,
  };
}

const fault = (file: string, path: string, detail: string): CodedError =>
  new CodedError(simErrors.genesisInvalid, `${file}: ${path === '' ? '' : `${path}: `}${detail}`, {
    context: { file, path },
  });

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CodedError(simErrors.genesisInvalid, `${file}: ${(cause as Error).message}`, { cause });
  }
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (json: unknown): json is Fields => typeof json === 'object' && json !== null && !Array.isArray(json);

function asObject(json: unknown, file: string, path: string): Fields {
  if (!isObject(json)) throw fault(file, path, 'an object is wanted');
  return json;
}

function timeOf(json: unknown, file: string): bigint {
  if (typeof json !== 'string') throw fault(file, 'genesis_time', 'a time is wanted');
  try {
    return parseTime(json);
  } catch (error) {
    throw fault(file, 'genesis_time', (error as Error).message);
  }
}

/** Both forms that nodes write: a number, and a number as text. 0 and nothing mean 1. */
function heightOf(json: unknown = 1, file: string): bigint {
  const text = String(json);
  if (!/^\d{1,15}$/.test(text)) throw fault(file, 'initial_height', 'a height is wanted');
  return BigInt(text) || 1n;
}

/** `consensus.params` in files of today, `consensus_params` in older ones. */
function consensusParamsOf({ consensus, consensus_params: older }: Fields): unknown {
  return isObject(consensus) ? consensus.params : older;
}

const at = (json: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), json);

/** The first account or balance says under which prefix this chain writes addresses. */
function prefixOf(appState: Fields): string {
  const lists = [at(appState, 'bank', 'balances'), at(appState, 'inference', 'participant_list')];
  for (const list of lists) {
    const address = Array.isArray(list) ? at(list[0], 'address') : undefined;
    const prefix = typeof address === 'string' ? address.slice(0, address.lastIndexOf('1')) : '';
    if (prefix !== '') return prefix;
  }
  return defaultPrefix;
}

function denomOf(appState: Fields): string {
  const denom = at(appState, 'staking', 'params', 'bond_denom');
  return typeof denom === 'string' && denom !== '' ? denom : defaultDenom;
}
