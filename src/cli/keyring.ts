import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type Account, defaultMnemonic, deriveAccounts } from '../node/accounts.js';
import { CodedError, simErrors } from '../util/errors.js';
import { mkdirAll } from '../util/mkdirAll.js';
import { onDisk } from './home.js';

/** A key of the test keyring: everything in plain text, as chains call the backend `test`. Never for coins of worth. */
export interface TestKey {
  readonly name: string;
  readonly mnemonic: string;
  /** The last number of m/44'/1200'/0'/0/i. */
  readonly index: number;
}

/** Accounts of the default mnemonic that need no file: test0 to test9. */
const fundedAccounts = 10;

const fileSchema = z.strictObject({
  schema: z.literal('gonka-sim/key/1'),
  mnemonic: z.string(),
  index: z.int().nonnegative(),
});
const nameForm = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

const folderIn = (home: string): string => join(home, 'keyring-test');
const fileOf = (home: string, name: string): string => join(folderIn(home), `${name}.json`);

/** The accounts that every fresh genesis funds, by name. */
export const builtInKeys = (): readonly TestKey[] =>
  Array.from({ length: fundedAccounts }, (_, index) => ({ name: `test${index}`, mnemonic: defaultMnemonic, index }));

/** All keys of a home, those that need no file first, then by name. */
export function listKeys(home: string): readonly TestKey[] {
  const files = existsSync(folderIn(home)) ? readdirSync(folderIn(home)) : [];
  const names = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
  const own = names.toSorted((a, b) => (a < b ? -1 : 1)).map((name) => readKey(home, name));
  return [...builtInKeys(), ...own];
}

/** @throws gonka-sim/26 when there is no such key */
export function findKey(home: string, name: string): TestKey {
  const builtIn = builtInKeys().find((key) => key.name === name);
  if (builtIn !== undefined) return builtIn;
  if (nameForm.test(name) && existsSync(fileOf(home, name))) return readKey(home, name);
  throw usage(`no key ${name} in ${folderIn(home)}; \`gonka-sim keys list\` names those that there are`);
}

/** Writes a new key. One that is there is never overwritten. */
export function addKey(home: string, key: TestKey): void {
  if (!nameForm.test(key.name))
    throw usage(`key name ${JSON.stringify(key.name)}: letters, digits, - and _ are wanted`);
  if (builtInKeys().some(({ name }) => name === key.name) || existsSync(fileOf(home, key.name))) {
    throw usage(`key ${key.name} is there already; delete it first, or choose another name`);
  }
  onDisk(home, () => writeKey(fileOf(home, key.name), key));
}

function writeKey(file: string, { mnemonic, index }: TestKey): void {
  mkdirAll(dirname(file), 0o700);
  writeFileSync(`${file}.new`, `${JSON.stringify({ schema: 'gonka-sim/key/1', mnemonic, index }, null, 2)}\n`, {
    mode: 0o600,
  });
  renameSync(`${file}.new`, file);
}

/** Removes a key's file. */
export function deleteKey(home: string, name: string): void {
  if (builtInKeys().some((key) => key.name === name)) throw usage(`key ${name} is built in and cannot be deleted`);
  findKey(home, name);
  rmSync(fileOf(home, name));
}

/** The account of a key under a chain's address prefix. */
export const accountOf = ({ mnemonic, index }: TestKey, prefix: string): Account =>
  deriveAccounts(mnemonic, [index], prefix)[0]!;

function readKey(home: string, name: string): TestKey {
  const file = fileOf(home, name);
  try {
    const { mnemonic, index } = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { name, mnemonic, index };
  } catch (cause) {
    throw new CodedError(simErrors.usage, `${file} is not readable as gonka-sim/key/1; delete it`, { cause });
  }
}

const usage = (text: string): CodedError => new CodedError(simErrors.usage, text);
