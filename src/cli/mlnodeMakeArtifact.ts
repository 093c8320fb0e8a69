import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import type { ArtifactPlan } from '../mlnode/makeArtifact/makeArtifact.js';
import { CodedError, simErrors } from '../util/errors.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb, wholeNumber } from './flags.js';
import { type MlNodeSurroundings, theWorld } from './mlnodeSurroundings.js';
import { numberFrom } from './numberFrom.js';
import type { Output } from './output.js';

interface MakeFlags extends CommonFlags, Omit<ArtifactPlan, 'additionalArgs'> {
  readonly mlnodeUrl: string;
  readonly additionalArgs?: string;
  readonly out: string;
  readonly force?: boolean;
}

/** `mlnode make-artifact`: a golden reference from a node that is trusted. */
export function mlnodeMakeArtifactVerb(
  done: (exitCode: number) => void,
  world: MlNodeSurroundings = theWorld,
): Command {
  const command = verb(
    'make-artifact',
    'have a trusted MLNode that serves the model make vectors, and write them as a golden reference',
    'gonka-sim mlnode make-artifact --mlnode-url http://1.2.3.4:8080 --model Qwen/Qwen3-0.6B --out qwen-qwen3-0.6b.json',
  );
  const natural = wholeNumber(0);
  const count = wholeNumber(1);
  const flags = [
    flag('--mlnode-url <url>', 'trusted MLNode').makeOptionMandatory(),
    flag('--model <id>', 'model that it serves, org/repo').makeOptionMandatory(),
    flag('--out <file>', 'the reference to write').makeOptionMandatory(),
    flag('--force', 'replace the file if it is there'),
    flag('--seq-len <n>', 'length of a sequence', count).default(1024),
    flag('--k-dim <n>', 'numbers of a vector', count).default(12),
    flag('--block-hash <text>', 'block hash of the proof').default('TEST_BLOCK'),
    flag('--block-height <n>', 'block height of the proof', natural).default(100),
    flag('--public-key <text>', 'participant of the proof').default('test_pub_keys'),
    flag('--node-id <n>', 'which of the nodes', natural).default(0),
    flag('--node-count <n>', 'of how many nodes', count).default(1),
    flag('--num-nonces <n>', 'nonces 0 to n-1', natural).default(32),
    flag('--batch-size <n>', 'vectors at a time', count).default(32),
    flag('--timeout <s>', 'seconds for all vectors', numberFrom(0, 2e6)).default(900),
    flag('--dist-threshold <d>', 'L2 distance above which a nonce mismatches', numberFrom(0, 1e6)).default(0.2),
    flag('--p-mismatch <p>', 'written as stat_test.p_mismatch', numberFrom(0, 1)),
    flag('--fraud-threshold <p>', 'written as stat_test.fraud_threshold', numberFrom(0, 1)),
    flag('--source <text>', 'where it is from').default('locally generated via make_artifact.py'),
    flag('--additional-args <json>', 'arguments that vLLM was deployed with, a JSON list of texts'),
  ];
  for (const option of flags) command.addOption(option);
  return command.action(async (said: MakeFlags) => done(await make(said, world)));
}

async function make(flags: MakeFlags, world: MlNodeSurroundings): Promise<number> {
  const { MlNodeClient } = await import('../mlnode/client/mlNodeClient.js');
  const { makeArtifact } = await import('../mlnode/makeArtifact/makeArtifact.js');
  const { makeFolder, writeWhole } = await import('../mlnode/report/writeFiles.js');
  const client = new MlNodeClient(flags.mlnodeUrl, world);
  const output = world.openOutput(flags);
  const { signal, release } = world.interruption();
  try {
    const plan: ArtifactPlan = { ...flags, additionalArgs: listOf(flags.additionalArgs) };
    await refuseToOverwrite(flags);
    const { say, progress } = output;
    const text = await makeArtifact({ client, clock: world.clock, signal, say, progress }, plan);
    makeFolder(dirname(resolve(flags.out)));
    writeWhole(flags.out, text);
    await tell(flags, output);
    return exit.success;
  } catch (error) {
    return await complain(error, world);
  } finally {
    release();
    output.close();
  }
}

/** Errors stand as upstream's tool writes them, with their code below. */
async function complain(error: unknown, world: MlNodeSurroundings): Promise<number> {
  const { mlnodeErrors } = await import('../mlnode/errors.js');
  const { errorLines } = await import('../mlnode/report/reportText.js');
  if (!(error instanceof CodedError)) throw error;
  world.complain(errorLines(error));
  return error.kind === mlnodeErrors.interrupted ? exit.interrupted : exit.usage;
}

async function refuseToOverwrite({ out, force }: MakeFlags): Promise<void> {
  const { mlnodeErrors } = await import('../mlnode/errors.js');
  if (force || !existsSync(out)) return;
  throw new CodedError(mlnodeErrors.wouldOverwrite, `${out} is there already; --force replaces it`);
}

function listOf(text = ''): string[] {
  if (text === '') return [];
  const refuse = (why: string) =>
    new CodedError(simErrors.usage, `--additional-args is not a valid JSON list of strings: ${why}`);
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (cause) {
    throw refuse((cause as Error).message);
  }
  if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return list;
  throw refuse('must be a JSON list of strings');
}

/** What was written, and by which test a reader will judge. */
async function tell(flags: MakeFlags, output: Output): Promise<void> {
  const { serverStatTest } = await import('../validation/poc/fraudTest.js');
  const { out, numNonces, distThreshold, pMismatch, fraudThreshold } = flags;
  output.machine(JSON.stringify({ schema: 'gonka-sim/mlnode-make-artifact/1', file: out, nonces: numNonces }));
  output.say(`wrote ${out} (${numNonces} nonces)`);
  const said = (value: number | undefined, otherwise: number) =>
    value === undefined ? `${otherwise} (server-default)` : `${value} (artifact)`;
  const rest = `p_mismatch=${said(pMismatch, serverStatTest.pMismatch)}, fraud_threshold=${said(fraudThreshold, serverStatTest.fraudThreshold)}`;
  output.say(`  a reader gets dist_threshold=${distThreshold} (artifact), ${rest}`);
}
