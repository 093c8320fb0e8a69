import { readdir, stat } from 'node:fs/promises';
import { Level } from 'level';
import { CodedError, type ErrorKind, simErrors } from '../util/errors.js';
import { mkdirAll } from '../util/mkdirAll.js';
import type { Backend, BackendOp } from './backend.js';

/** Says whose directory it is; written before anything else. */
const markerKey = 'format';
const markerName = 'gonka-sim-store';
const formatVersion = 2;

/** Names that LevelDB itself makes, and hidden ones such as a file manager's. */
const levelFile = /^(CURRENT|LOCK|LOG|LOG\.old|lost|MANIFEST-\d+|\d+\.(log|ldb|sst|dbtmp)|\..*)$/;

const writeBufferSize = 64 * 1024 * 1024;

type Database = Level<string, Uint8Array>;

export interface LevelOptions {
  /** Waits for the disk itself with every batch: survives a loss of power, not only of the process. */
  readonly sync?: boolean;
}

/** A LevelDB directory, made when it is not there. A locked, foreign, newer or damaged one is a coded error. */
export async function openLevelBackend(directory: string, { sync = false }: LevelOptions = {}): Promise<Backend> {
  await assertOurs(directory);
  const database: Database = new Level(directory, { keyEncoding: 'utf8', valueEncoding: 'view', writeBufferSize });
  try {
    mkdirAll(directory);
    await database.open();
  } catch (error) {
    throw openingError(directory, error);
  }
  try {
    await assertFormat(database, directory);
  } catch (error) {
    await database.close();
    throw error;
  }
  return new LevelBackend(database, sync, directory);
}

class LevelBackend implements Backend {
  readonly #database: Database;
  readonly #sync: boolean;
  readonly #directory: string;

  constructor(database: Database, sync: boolean, directory: string) {
    this.#database = database;
    this.#sync = sync;
    this.#directory = directory;
  }

  get(key: string): Uint8Array | undefined {
    try {
      return this.#database.getSync(key);
    } catch (cause) {
      throw unusable(simErrors.storeCorrupt, this.#directory, 'a record cannot be read', cause);
    }
  }

  async write(batch: readonly BackendOp[]): Promise<void> {
    try {
      const chained = this.#database.batch();
      for (const op of batch) {
        if (op.type === 'put') chained.put(op.key, op.value);
        else chained.del(op.key);
      }
      await chained.write({ sync: this.#sync });
    } catch (cause) {
      throw unusable(simErrors.storeUnavailable, this.#directory, 'writing failed', cause);
    }
  }

  async close(): Promise<void> {
    await this.#database.close();
  }
}

/** A directory with anything in it that LevelDB does not make belongs to somebody else: leave it alone. */
async function assertOurs(directory: string): Promise<void> {
  const found = await stat(directory).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isDirectory()) throw unusable(simErrors.storeForeign, directory, 'it is not a directory');
  const strange = (await readdir(directory)).find((name) => !levelFile.test(name));
  if (strange !== undefined) throw unusable(simErrors.storeForeign, directory, `it holds ${strange}`);
}

async function assertFormat(database: Database, directory: string): Promise<void> {
  const marker = await database.get(markerKey);
  if (marker === undefined) {
    for await (const key of database.keys({ limit: 1 })) {
      throw unusable(simErrors.storeForeign, directory, `it is a database without our mark, with the key ${key}`);
    }
    const text = JSON.stringify({ name: markerName, version: formatVersion });
    await database.put(markerKey, Buffer.from(text, 'utf8'), { sync: true });
    return;
  }
  const { name, version } = parseMarker(marker);
  if (name !== markerName || !Number.isInteger(version)) {
    throw unusable(simErrors.storeForeign, directory, 'it bears the mark of another program');
  }
  if (version !== formatVersion) {
    const newerOrOlder = Number(version) > formatVersion ? 'a newer' : 'an older';
    const detail = `format ${version} is that of ${newerOrOlder} program; this one knows format ${formatVersion}`;
    throw unusable(simErrors.storeFormat, directory, detail);
  }
}

function parseMarker(marker: Uint8Array): { name?: unknown; version?: unknown } {
  try {
    return JSON.parse(Buffer.from(marker).toString('utf8')) as { name?: unknown; version?: unknown };
  } catch {
    return {};
  }
}

const errorCode = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;

function openingError(directory: string, error: unknown): CodedError {
  const cause = (error as { cause?: unknown }).cause ?? error;
  switch (errorCode(cause)) {
    case 'LEVEL_LOCKED':
      return unusable(simErrors.storeLocked, directory, 'another process has it open', cause);
    case 'LEVEL_CORRUPTION':
      return unusable(simErrors.storeCorrupt, directory, (cause as Error).message, cause);
    default:
      return unusable(simErrors.storeUnavailable, directory, (cause as Error).message, cause);
  }
}

function unusable(kind: ErrorKind, directory: string, detail: string, cause?: unknown): CodedError {
  return new CodedError(kind, `${directory}: ${detail}`, { context: { directory }, cause });
}
