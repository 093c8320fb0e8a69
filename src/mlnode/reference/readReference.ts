import { CodedError } from '../../util/errors.js';
import { mlnodeErrors } from '../errors.js';
import type { WireArtifact } from '../wire.js';
import { type ReferenceJson, referenceJson } from './referenceSchema.js';
import type { VectorInput } from './vectorInput.js';

/** A golden reference: vectors of an honest node, and all that they were made with. */
export interface Reference extends VectorInput {
  /** As it was named. */
  readonly path: string;
  /** The file's own fields, in its own types: reports show them as they stand there. */
  readonly json: ReferenceJson;
  readonly additionalArgs: readonly string[];
  readonly source: string | null;
  readonly artifacts: readonly WireArtifact[];
  readonly nonces: readonly number[];
}

const mostFaults = 20;

/**
 * Reads a golden reference.
 *
 * @param path its name in what is said
 * @throws mlnode/3 (referenceInvalid) with every fault and its place, a line each, up to 20
 */
export function readReference(text: string, path: string): Reference {
  const { success, data, error } = referenceJson.safeParse(jsonOf(text, path));
  if (!success) throw invalid(error.issues.map((issue) => `${path}: ${placeOf(issue.path)}: ${issue.message}`));
  const json = data as ReferenceJson;
  return {
    path,
    json,
    model: json.model,
    seqLen: Number(json.seq_len),
    kDim: Number(json.k_dim),
    blockHash: json.block_hash,
    blockHeight: Number(json.block_height ?? 100),
    publicKey: json.public_key,
    nodeId: Number(json.node_id ?? 0),
    nodeCount: Number(json.node_count ?? 1),
    additionalArgs: json.additional_args ?? [],
    source: json.source ?? null,
    artifacts: json.artifacts,
    nonces: json.artifacts.map(({ nonce }) => Number(nonce)),
  };
}

function jsonOf(text: string, path: string): unknown {
  if (text.startsWith('\uFEFF'))
    throw invalid([`${path}: begins with a byte order mark; save it as UTF-8 without one`]);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw invalid([`${path}: not JSON: ${(cause as Error).message}`]);
  }
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  throw invalid([`${path}: an object is wanted at its top`]);
}

function invalid(faults: readonly string[]): CodedError {
  const more = faults.length > mostFaults ? [`and ${faults.length - mostFaults} more faults`] : [];
  return new CodedError(mlnodeErrors.referenceInvalid, [...faults.slice(0, mostFaults), ...more].join('\n'));
}

/** `artifacts[3].nonce`. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (place, key) =>
      typeof key === 'number' ? `${place}[${key}]` : place === '' ? String(key) : `${place}.${String(key)}`,
    '',
  );
