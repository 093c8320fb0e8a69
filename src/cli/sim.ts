import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Cheat } from '../rpc/cheats/cheat.js';
import { CodedError, simErrors } from '../util/errors.js';
import { type NodeFlags, nodeUrl, shown, withNode } from './chain/connection.js';
import { exit } from './failures.js';
import { verb } from './flags.js';
import { openOutput } from './output.js';

/** `sim CHEAT [FIELDS]`: bends time and state of a running node (docs/cheats.md). */
export function simVerb(done: (exitCode: number) => void): Command {
  return withNode(verb('sim', 'bend time and state of a running node', 'gonka-sim sim mine 5'))
    .argument('[cheat]', 'left out: all of them with their fields')
    .argument('[fields...]', 'name=value, or values in the order of the fields; lists and objects as JSON')
    .action(async (cheat: string | undefined, fields: string[], flags: NodeFlags) => {
      const { shown: text, json } = cheat === undefined ? await listed() : await called(cheat, fields, flags);
      const output = openOutput(flags);
      output.say(text);
      output.machine(JSON.stringify(json));
      output.close();
      done(exit.success);
    });
}

interface Answer {
  readonly shown: string;
  readonly json: unknown;
}

/** `sim_advanceTo` is `advance-to`. */
const verbOf = async ({ name }: Cheat): Promise<string> => {
  const { kebab } = await import('./chain/methods.js');
  return kebab(name.slice('sim_'.length));
};

async function listed(): Promise<Answer> {
  const { cheats } = await import('../rpc/cheats/cheatTable.js');
  const { fieldsOf } = await import('../rpc/cheats/readParams.js');
  const usages: string[] = [];
  for (const cheat of cheats) {
    usages.push(['sim', await verbOf(cheat), ...fieldsOf(cheat).map((field) => `[${field}]`)].join(' '));
  }
  return { shown: usages.map((usage) => `gonka-sim ${usage}`).join('\n'), json: usages };
}

async function called(word: string, words: readonly string[], flags: NodeFlags): Promise<Answer> {
  const cheat = await find(word);
  const { fieldsOf } = await import('../rpc/cheats/readParams.js');
  const answer = await ask(cheat, paramsOf(word, fieldsOf(cheat), words), flags);
  return { shown: await shown(answer, flags), json: answer };
}

async function find(word: string): Promise<Cheat> {
  const { cheats } = await import('../rpc/cheats/cheatTable.js');
  const { kebab } = await import('./chain/methods.js');
  const names: string[] = [];
  for (const cheat of cheats) {
    const name = await verbOf(cheat);
    if (name === kebab(word)) return cheat;
    names.push(name);
  }
  throw usage(`sim: no ${word}; there are ${names.join(', ')}`);
}

/** Fields from the words of a command line; what they may be, the cheat's own schema says. */
function paramsOf(verb: string, names: readonly string[], words: readonly string[]): Readonly<Record<string, unknown>> {
  const params: Record<string, unknown> = {};
  for (const word of words) {
    const [, named, text] = /^([A-Za-z]\w*)=(.*)$/s.exec(word) ?? [];
    const name = named ?? names.find((one) => !Object.hasOwn(params, one));
    if (name === undefined) throw usage(`sim ${verb}: ${word}: it takes ${names.join(', ') || 'nothing'}`);
    params[name] = read(name, text ?? word);
  }
  return params;
}

function read(name: string, text: string): unknown {
  // The node has a working folder of its own.
  if (name === 'file') return resolve(text);
  if (text !== 'null' && !/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw usage(`${name}: ${JSON.stringify(text)}: JSON is wanted`);
  }
}

async function ask({ name }: Cheat, params: unknown, flags: NodeFlags): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: name, params });
  const response = await fetch(nodeUrl(flags), { method: 'POST', body }).catch((cause: unknown) => {
    throw new CodedError(
      simErrors.usage,
      `--node ${flags.node}: no node answers there; start one with \`gonka-sim node\``,
      {
        cause,
      },
    );
  });
  const { result, error } = (await response.json()) as {
    readonly result?: unknown;
    readonly error?: { readonly message: string; readonly data?: string };
  };
  if (error !== undefined) throw usage(`${name}: ${error.data ?? error.message}`);
  return result;
}

const usage = (text: string): CodedError => new CodedError(simErrors.usage, text);
