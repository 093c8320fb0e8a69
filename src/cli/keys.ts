import { Command } from 'commander';
import { plainTable } from '../report/plainTable.js';
import { bytesToBase64, bytesToHex } from '../util/bytes.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb, wholeNumber } from './flags.js';
import { defaultHome, findChainHome, genesisIn } from './home.js';
import { readInput } from './inputFile.js';
import type { TestKey } from './keyring.js';
import { openOutput } from './output.js';

interface KeyFlags extends CommonFlags {
  readonly prefix?: string;
  readonly address?: boolean;
  readonly mnemonic?: string;
  readonly index: number;
}

type Done = (exitCode: number) => void;

/** `keys`: the test keyring of a home. */
export function keysVerb(done: Done): Command {
  return new Command('keys')
    .description('the test keyring: keys in plain text, for coins without worth')
    .addCommand(addVerb(done))
    .addCommand(listVerb(done))
    .addCommand(showVerb(done))
    .addCommand(exportVerb(done))
    .addCommand(deleteVerb(done));
}

const keyVerb = (name: string, description: string, example: string): Command =>
  verb(name, description, example).addOption(
    flag('--prefix <text>', "human part of addresses (default: that of the home's chain, else gonka)"),
  );

const addVerb = (done: Done): Command =>
  keyVerb('add', 'make a key, or take over the one of a mnemonic', 'gonka-sim keys add alice')
    .argument('<name>')
    .addOption(flag('--mnemonic <words>', 'take over this one instead of making one'))
    .addOption(flag('--index <i>', "last number of the path m/44'/1200'/0'/0/i", wholeNumber(0)).default(0))
    .action(async (name: string, flags: KeyFlags) => {
      const { addKey } = await import('./keyring.js');
      const { assertMnemonic } = await import('../node/accounts.js');
      const mnemonic = flags.mnemonic ?? (await newMnemonic());
      assertMnemonic(mnemonic);
      const key = { name, mnemonic, index: flags.index };
      addKey(homeOf(flags), key);
      const rows = flags.mnemonic === undefined ? [`mnemonic  ${mnemonic}`] : [];
      done(await tell([key], flags, rows));
    });

const listVerb = (done: Done): Command =>
  keyVerb('list', 'name all keys', 'gonka-sim keys list --json -').action(async (flags: KeyFlags) => {
    const { listKeys } = await import('./keyring.js');
    done(await tell(listKeys(homeOf(flags)), flags, []));
  });

const showVerb = (done: Done): Command =>
  keyVerb('show', 'address and public key of one key', 'gonka-sim keys show test0 --address')
    .argument('<name>')
    .addOption(flag('-a, --address', 'print the address alone'))
    .action(async (name: string, flags: KeyFlags) => {
      const { accountOf, findKey } = await import('./keyring.js');
      const key = findKey(homeOf(flags), name);
      const { address, publicKey } = accountOf(key, await prefixOf(flags));
      if (flags.address !== true) return done(await tell([key], flags, [`public key  ${bytesToBase64(publicKey)}`]));
      done(tellOne(flags, address, { address }));
    });

const exportVerb = (done: Done): Command =>
  keyVerb('export', 'print the private key in hex', 'gonka-sim keys export test0')
    .argument('<name>')
    .action(async (name: string, flags: KeyFlags) => {
      const { accountOf, findKey } = await import('./keyring.js');
      const { privateKey } = accountOf(findKey(homeOf(flags), name), await prefixOf(flags));
      const hex = bytesToHex(privateKey);
      done(tellOne(flags, hex, { privateKey: hex }));
    });

const deleteVerb = (done: Done): Command =>
  keyVerb('delete', 'forget a key', 'gonka-sim keys delete alice')
    .argument('<name>')
    .action(async (name: string, flags: KeyFlags) => {
      const { deleteKey } = await import('./keyring.js');
      deleteKey(homeOf(flags), name);
      done(tellOne(flags, `key ${name} is deleted`, { deleted: name }));
    });

async function newMnemonic(): Promise<string> {
  const { Bip39 } = await import('@cosmjs/crypto');
  const { randomBytes } = await import('node:crypto');
  return Bip39.encode(randomBytes(32)).toString();
}

/** Keys stand beside chains: in the folder named, or in the one that is there by default. */
const homeOf = ({ home }: CommonFlags): string => home ?? defaultHome();

/** The prefix that was asked for, else the one of the home's chain, else the network's. */
async function prefixOf(flags: KeyFlags): Promise<string> {
  if (flags.prefix !== undefined) return flags.prefix;
  const home = findChainHome(flags.home);
  if (home === undefined) return 'gonka';
  const { parseGenesisFile } = await import('../node/genesisFile.js');
  const file = genesisIn(home.directory);
  return parseGenesisFile(readInput(file), file).bech32Prefix;
}

function tellOne(flags: CommonFlags, text: string, result: object): number {
  const output = openOutput(flags);
  output.machine(JSON.stringify({ schema: 'gonka-sim/keys/1', ...result }));
  output.say(text);
  output.close();
  return exit.success;
}

async function tell(keys: readonly TestKey[], flags: KeyFlags, rows: readonly string[]): Promise<number> {
  const { accountOf } = await import('./keyring.js');
  const { pathOfAccount } = await import('../node/accounts.js');
  const prefix = await prefixOf(flags);
  const output = openOutput(flags);
  try {
    const told = keys.map((key) => {
      const { address, publicKey } = accountOf(key, prefix);
      return { name: key.name, address, publicKey: bytesToBase64(publicKey), path: pathOfAccount(key.index) };
    });
    output.machine(JSON.stringify({ schema: 'gonka-sim/keys/1', keys: told }));
    const table = told.map(({ name, address, path }) => [name, address, path]);
    const columns = { name: 'left', address: 'left', path: 'left' } as const;
    output.say([plainTable(columns, table, { colour: output.colour }), ...rows].join('\n'));
    return exit.success;
  } finally {
    output.close();
  }
}
