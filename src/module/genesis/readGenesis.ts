import { GenesisState } from '../../gen/inference/inference/genesis.js';
import { type InferenceState, inferenceSchema, moduleName } from '../../keeper/schema.js';
import { decodeKey, type KeyCodec } from '../../store/keyCodec.js';
import { MemoryStore } from '../../store/memoryStore.js';
import type { SchemaDump } from '../../store/schema.js';
import type { Codec } from '../../store/value.js';
import { fromProtoJson } from '../../types/protoJson.js';
import { bytesToLatin1, hexToBytes } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';

/** What is wrong with a genesis document, and where. */
export interface GenesisFault {
  /** JSON path, beginning with the module's name. */
  readonly path: string;
  readonly problem: string;
}

/** A genesis document taken apart. */
export interface GenesisDocument {
  /** The sections that the deployed chain has, and our own; what is at fault reads as if it were absent. */
  readonly sections: GenesisState;
  /** All other records of a chain that goes on; absent at a chain's beginning. */
  readonly state: SchemaDump | undefined;
  /** Of form only: fields that nobody knows, values of a wrong kind, records that do not decode. */
  readonly faults: readonly GenesisFault[];
}

/** Collections with a section of their own in the document; `state` holds the others. */
export const sectionCollections = [
  'params',
  'genesisOnlyParams',
  'cosmWasmParams',
  'models',
  'participants',
  'profile',
] as const satisfies readonly (keyof InferenceState)[];

/** Reads the module's part of a genesis file; nothing at all is the genesis of an empty chain. Cost: O(document). */
export function readGenesis(genesis: unknown, bech32Prefix: string): GenesisDocument {
  const faults: GenesisFault[] = [];
  const { state, ...sections } = isObject(genesis) ? genesis : { state: undefined };
  const record = fromProtoJson(GenesisState, isObject(genesis) ? sections : genesis, {
    at: moduleName,
    onFault: (fault) => faults.push(faultOf(fault)),
  });
  if (state === undefined) return { sections: record, state: undefined, faults };
  const stateFaults = [...dumpFaults(state, bech32Prefix)];
  return {
    sections: record,
    state: stateFaults.length === 0 ? (state as SchemaDump) : {},
    faults: [...faults, ...stateFaults],
  };
}

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** The fault that an error of the JSON reader speaks of. */
function faultOf({ message, kind, context }: CodedError): GenesisFault {
  const path = String(context.path);
  return { path, problem: message.slice(path.length + 2, -kind.text.length - 2) };
}

const statePath = `${moduleName}.state`;

/** What is wrong with the raw records of a document: every one must decode as what its collection holds. */
function* dumpFaults(dump: unknown, bech32Prefix: string): Iterable<GenesisFault> {
  if (!isObject(dump)) {
    yield { path: statePath, problem: 'expected an object' };
    return;
  }
  const schema: Readonly<Record<string, unknown>> = inferenceSchema(new MemoryStore(), bech32Prefix);
  const withSection: ReadonlySet<string> = new Set(sectionCollections);
  for (const [name, entries] of Object.entries(dump)) {
    const path = `${statePath}.${name}`;
    if (!Object.hasOwn(schema, name)) yield { path, problem: 'there is no such collection' };
    else if (withSection.has(name)) yield { path, problem: 'this collection has a section of its own' };
    else if (!Array.isArray(entries)) yield { path, problem: 'expected a list' };
    else yield* entryFaults(schema[name] as AnyCollection, entries, path);
  }
}

interface AnyCollection {
  readonly keyCodec?: KeyCodec<unknown>;
  /** A set of keys has none. */
  readonly valueCodec?: Codec<unknown>;
}

function* entryFaults(collection: AnyCollection, entries: readonly unknown[], at: string): Iterable<GenesisFault> {
  for (const [index, entry] of entries.entries()) {
    const path = `${at}[${index}]`;
    if (!Array.isArray(entry) || entry.length !== 2 || entry.some((part) => typeof part !== 'string')) {
      yield { path, problem: 'expected a pair of hex texts' };
      continue;
    }
    try {
      const [key, value] = (entry as [string, string]).map(hexToBytes) as [Uint8Array, Uint8Array];
      if (collection.keyCodec) decodeKey(collection.keyCodec, bytesToLatin1(key));
      else if (key.length > 0) yield { path, problem: 'a single record has no key' };
      collection.valueCodec?.decode(value);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      yield { path, problem: error.message };
    }
  }
}
