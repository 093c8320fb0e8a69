import type { Command } from 'commander';
import type { Progress } from '../validation/collect/collectRun.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb } from './flags.js';
import { readInput, shipped } from './inputFile.js';
import { type Output, openOutput } from './output.js';

interface CollectFlags extends CommonFlags {
  readonly prompts?: string;
  readonly out: string;
}

/** `thresholds collect PLAN`: inference-validation cycles against servers, resumable. */
export function collectVerb(done: (exitCode: number) => void): Command {
  return verb(
    'collect',
    'run inference-validation cycles against MLNodes; started again, it goes on where it stopped',
    'gonka-sim thresholds collect plan.yaml --out inference_results',
  )
    .argument('<plan>', 'models, servers and runs, YAML or JSON; presets/collect.yaml is an example')
    .addOption(flag('--prompts <file>', 'prompts by language, YAML or JSON (default: the shipped ones)'))
    .addOption(flag('--out <dir>', 'folder of the records').default('inference_results'))
    .action(async (plan: string, flags: CollectFlags) => done(await collect(plan, flags)));
}

async function collect(planFile: string, flags: CollectFlags): Promise<number> {
  const { parsePlan, runName } = await import('../validation/collect/plan.js');
  const { choosePrompts } = await import('../validation/collect/prompts.js');
  const { collectRun } = await import('../validation/collect/collectRun.js');
  const { realWorld } = await import('../validation/collect/http.js');
  const runs = parsePlan(await readYaml(planFile), planFile);
  const promptsFile = flags.prompts ?? shipped('presets/prompts.yaml');
  const lists = await readYaml(promptsFile);
  const output = openOutput(flags);
  const interruption = onInterrupt();
  let failed = 0;
  try {
    for (const run of runs) {
      const name = runName(run);
      const wanted = run.runInference.nPrompts;
      const prompts = choosePrompts(lists, wanted, promptsFile);
      output.say(`${name}: ${prompts.length} prompts`);
      if (prompts.length < wanted) output.log(`warning: ${promptsFile} holds ${prompts.length} prompts, not ${wanted}`);
      const collected = await collectRun(run, prompts, {
        folder: flags.out,
        world: realWorld,
        stop: () => interruption.wanted,
        onProgress: (progress) => tell(progress, output),
      });
      output.machine(JSON.stringify({ schema: 'gonka-sim/collected/1', run: name, ...collected }));
      output.say(`  ${collected.validated} validated records in ${collected.file}, ${collected.failed} prompts failed`);
      failed += collected.failed;
      if (collected.stopped) {
        output.log('stopped; the same command goes on');
        return exit.interrupted;
      }
    }
  } finally {
    interruption.forget();
    output.close();
  }
  if (failed > 0) output.log(`${failed} prompts failed; the same command asks them again`);
  return failed === 0 ? exit.success : exit.usage;
}

function tell(progress: Progress, output: Output): void {
  if (progress.kind === 'deploying') output.progress(`deploying ${progress.model} on ${progress.server}`);
  else if (progress.kind === 'answered') output.progress(`${progress.phase} ${progress.done} of ${progress.of}`);
  else output.log(`  ${words(progress)}`);
}

function words(progress: Extract<Progress, { kind: 'deployed' | 'failed' }>): string {
  if (progress.kind === 'failed') return `${progress.phase} of prompt ${progress.prompt}: ${progress.reason}`;
  return `${progress.model} ${progress.how === 'deployed' ? 'deployed' : 'is already running'}`;
}

async function readYaml(file: string): Promise<unknown> {
  const { parse } = await import('yaml');
  const { CodedError, simErrors } = await import('../util/errors.js');
  try {
    return parse(readInput(file));
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw new CodedError(simErrors.usage, `${file}: ${(cause as Error).message.split('\n')[0]}`, { cause });
  }
}

/** The first interrupt ends the run after the requests under way, the second one at once. */
function onInterrupt(): { readonly wanted: boolean; forget(): void } {
  const state = { wanted: false, forget: () => void process.off('SIGINT', ask).off('SIGTERM', ask) };
  const ask = () => {
    if (state.wanted) process.exit(exit.interrupted);
    state.wanted = true;
  };
  process.on('SIGINT', ask).on('SIGTERM', ask);
  return state;
}
