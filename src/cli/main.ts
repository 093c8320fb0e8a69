import { Command, CommanderError } from 'commander';
import { packageVersion } from '../node/packageVersion.js';
import { diffVerb } from './diff.js';
import { distanceVerb } from './distance.js';
import { exit, reportFailure } from './failures.js';
import { genesisVerb } from './genesis.js';
import { exportVerb } from './genesisExport.js';
import { initVerb } from './init.js';
import { keysVerb } from './keys.js';
import { mlnodeVerb } from './mlnode.js';
import { nodeVerb } from './node.js';
import { pocVerb } from './poc.js';
import { preproofVerb } from './preproof.js';
import { queryVerb } from './query.js';
import { replayVerb } from './replay.js';
import { rollbackVerb } from './rollback.js';
import { runVerb } from './run.js';
import { sequenceVerb } from './sequence.js';
import { simVerb } from './sim.js';
import { statusVerb } from './status.js';
import { thresholdsVerb } from './thresholds.js';
import { txVerb } from './tx.js';
import { voteVerb } from './vote.js';

/** Each verb is a file; what it needs of the chain is loaded when it runs, so that help and usage errors are instant. */
const verbs = [
  runVerb,
  genesisVerb,
  nodeVerb,
  initVerb,
  exportVerb,
  statusVerb,
  keysVerb,
  queryVerb,
  txVerb,
  simVerb,
  rollbackVerb,
  replayVerb,
  diffVerb,
  distanceVerb,
  thresholdsVerb,
  sequenceVerb,
  preproofVerb,
  pocVerb,
  mlnodeVerb,
  voteVerb,
];

/** Runs the command line. Returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let code: number = exit.success;
  const program = new Command('gonka-sim')
    .description("Simulator of the Gonka chain's inference module")
    .version(packageVersion(), '--version', 'print the version')
    .addHelpText('after', '\nExample:\n  $ gonka-sim run --epochs 3');
  for (const verb of verbs) program.addCommand(verb((result) => (code = result)));
  quieten(program);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return error instanceof CommanderError ? usageCode(error) : reportFailure(error);
  }
}

/** Commander throws instead of ending the process, and its complaints get the form of ours: one line. */
function quieten(command: Command): void {
  command.exitOverride().configureOutput({
    outputError: (text, write) => {
      const complaint = text
        .replace(/^error: /, '')
        .trim()
        .replace(/\.$/, '')
        .replaceAll('\n', ' ')
        .replace(' is invalid. ', ' is invalid: ');
      write(`error[gonka-sim/26]: ${complaint}; see \`${nameOf(command)} --help\`\n`);
    },
  });
  for (const inner of command.commands) quieten(inner);
}

const nameOf = (command: Command): string =>
  command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;

function usageCode({ exitCode, code }: CommanderError): number {
  return exitCode === 0 || code === 'commander.helpDisplayed' ? exit.success : exit.usage;
}
