import type { Command } from 'commander';
import { ask, type NodeFlags, shown, withClient, withNode } from './chain/connection.js';
import { exit } from './failures.js';
import { flag, verb, wholeNumber } from './flags.js';
import { openOutput } from './output.js';

interface QueryFlags extends NodeFlags {
  readonly height?: number;
}

/** `query MODULE METHOD [FIELDS]`: asks a running node whatever its gRPC services answer. */
export function queryVerb(done: (exitCode: number) => void): Command {
  return withNode(verb('query', "ask a node's modules", 'gonka-sim query inference epoch-group-data epoch_index=2'))
    .alias('q')
    .argument('[module]', 'left out: all modules')
    .argument('[method]', "left out: the module's methods with their fields")
    .argument('[fields...]', 'name=value, or values in the order of the fields')
    .addOption(flag('--height <h>', 'ask an earlier height', wholeNumber(1)))
    .action(async (module: string | undefined, method: string | undefined, fields: string[], flags: QueryFlags) => {
      const text = method === undefined ? await listed(module) : await answered(module!, method, fields, flags);
      const output = openOutput(flags);
      output.say(text.shown);
      output.machine(JSON.stringify(text.json));
      output.close();
      done(exit.success);
    });
}

interface Answer {
  readonly shown: string;
  readonly json: unknown;
}

async function listed(module: string | undefined): Promise<Answer> {
  const { listVerbs } = await import('./chain/listVerbs.js');
  return listVerbs('query', module);
}

async function answered(module: string, verb: string, words: string[], flags: QueryFlags): Promise<Answer> {
  const { findMethod } = await import('./chain/methods.js');
  const { fieldsOf } = await import('./chain/fields.js');
  const { jsonToWire } = await import('../types/descriptors/jsonToWire.js');
  const { wireToJson } = await import('../types/descriptors/wireToJson.js');
  const { methodPath } = await import('../types/descriptors/registry.js');
  const method = findMethod('query', module, verb);
  const request = jsonToWire(method.input, fieldsOf(method.input, words));
  const bytes = await withClient(flags, (client) => ask(client, methodPath(method), request, flags.height));
  const json = wireToJson(method.output, bytes);
  return { shown: await shown(json, flags), json };
}
