import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { CodedError, simErrors } from '../util/errors.js';
import type { Artifact, TopLogits } from '../validation/sequence/artifact.js';
import type { ProofVerdict } from '../validation/sequence/proofVerdict.js';
import type { Verification } from '../validation/sequence/verifyArtifact.js';
import { readArtifacts } from './artifactFile.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb, wholeNumber } from './flags.js';
import { readInput } from './inputFile.js';
import { numberFrom } from './numberFrom.js';
import { openOutput } from './output.js';

/** `sequence prove|check`: an answer that anybody can draw again (seed 1, "Seed-based Top-k Proof"). */
export function sequenceVerb(done: (exitCode: number) => void): Command {
  const group = new Command('sequence')
    .description('prove with which seed an answer was drawn, and check such a proof')
    .addHelpText('after', '\nExample:\n  $ gonka-sim sequence check artifact.json');
  for (const inner of [proveVerb, checkVerb]) group.addCommand(inner(done));
  return group;
}

interface ProveFlags extends CommonFlags {
  readonly userSeed: bigint;
  readonly uuid?: string;
  readonly k: number;
  readonly temperature: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly minP?: number;
  readonly out?: string;
}

const bigNumber = (text: string): bigint => {
  if (/^-?\d+$/.test(text)) return BigInt(text);
  throw new InvalidArgumentError('a whole number is wanted.');
};

function proveVerb(done: (exitCode: number) => void): Command {
  return verb(
    'prove',
    'draw an answer from logits and write its artifact',
    'gonka-sim sequence prove logits.jsonl --user-seed 42 --k 20 --temperature 0.99 --out artifact.json',
  )
    .argument('<logits>', 'one position a line: {"top_k": [tokens], "logits": [numbers]}, k or more of each')
    .addOption(flag('--user-seed <n>', "the caller's seed", bigNumber).default(42n, '42'))
    .addOption(flag('--uuid <id>', 'id of the answer (default: a fresh one)'))
    .addOption(flag('--k <n>', 'tokens logged at each position', wholeNumber(1)).default(20))
    .addOption(flag('--temperature <t>', '0 takes the most likely token', numberFrom(0, 1e6)).default(1))
    .addOption(flag('--top-p <p>', 'draw only among the most likely tokens that hold this', numberFrom(0, 1)))
    .addOption(flag('--top-k <n>', 'draw only among so many (default: k)', wholeNumber(1)))
    .addOption(flag('--min-p <p>', 'draw no token below this share of the most likely one', numberFrom(0, 1)))
    .addOption(flag('--out <file>', 'write the artifact there; otherwise it is the machine-readable result'))
    .action(async (file: string, flags: ProveFlags) => done(await prove(file, flags)));
}

async function prove(file: string, flags: ProveFlags): Promise<number> {
  const { artifactLine } = await import('../validation/sequence/artifact.js');
  const { proveSequence } = await import('../validation/sequence/proveSequence.js');
  const { userSeed, uuid = randomUUID(), k, temperature, topP, topK, minP } = flags;
  const logits = await readLogits(file);
  const sampling = { temperature, topP, topK, minP };
  const artifact = proveSequence(({ length }) => logits[length], { userSeed, uuid, k, sampling });
  const output = openOutput(flags);
  try {
    const line = artifactLine(artifact);
    if (flags.out === undefined) output.machine(line);
    else writeOut(flags.out, `${line}\n`);
    if (flags.out === undefined && !output.wantsMachine) output.say(line);
    else output.say(`${artifact.positions.length} tokens drawn with seed ${artifact.seed}, k ${k}, id ${uuid}`);
    return exit.success;
  } finally {
    output.close();
  }
}

function writeOut(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new CodedError(simErrors.usage, `--out ${file}: ${(cause as Error).message}`, { cause });
  }
}

async function readLogits(file: string): Promise<TopLogits[]> {
  const { parseTopLogits } = await import('../validation/sequence/artifact.js');
  const lines = readInput(file).split('\n');
  return lines.flatMap((line, i) => (line.trim() === '' ? [] : [parseTopLogits(line, `${file}:${i + 1}`)]));
}

interface CheckFlags extends CommonFlags {
  readonly model?: string;
  readonly epsilon: number;
  readonly mostLuck: number;
}

function checkVerb(done: (exitCode: number) => void): Command {
  return verb(
    'check',
    'draw the tokens of artifacts again; exit code 2 unless each is accepted',
    'gonka-sim sequence check artifact.json --model logits.jsonl --epsilon 0.02',
  )
    .argument('<file>', 'an artifact, or one a line')
    .addOption(flag('--model <file>', "the validator's logits, as for prove: also check the distribution"))
    .addOption(flag('--epsilon <d>', 'mean distance from the model that is too much', numberFrom(0, 1)).default(0.02))
    .addOption(
      flag('--most-luck <p>', 'a pass more likely than this by luck proves nothing', numberFrom(0, 1)).default(0.001),
    )
    .action(async (file: string, flags: CheckFlags) => done(await check(file, flags)));
}

async function check(file: string, flags: CheckFlags): Promise<number> {
  const { verifyArtifact } = await import('../validation/sequence/verifyArtifact.js');
  const artifacts = await readArtifacts(file);
  const { model, epsilon, mostLuck } = flags;
  if (model !== undefined && artifacts.length > 1) {
    throw new CodedError(simErrors.usage, `${file}: ${artifacts.length} artifacts, --model speaks of one`);
  }
  const side = model === undefined ? undefined : { logits: await readLogits(model), epsilon };
  const output = openOutput(flags);
  try {
    let accepted = 0;
    for (const { where, artifact } of artifacts) {
      const verified = verifyArtifact(artifact, side, { mostLuck });
      const { result, ...figures } = verified;
      output.machine(
        JSON.stringify({ schema: 'gonka-sim/sequence/1', where, ...result, ...figures, sampling: artifact.sampling }),
      );
      output.say(`${where}: ${sentence(verified, artifact)}`);
      if (result.verdict === 'accept') accepted++;
    }
    return accepted === artifacts.length ? exit.success : exit.checkFailed;
  } finally {
    output.close();
  }
}

const weakness: Readonly<Record<Extract<ProofVerdict, { verdict: 'notProbative' }>['reason'], string>> = {
  otherContract: 'it is of another version of the sampling contract',
  unboundedSupport: 'tokens that are not logged could have been drawn',
  greedy: 'at temperature 0 every seed draws the same',
  luck: 'it would pass by luck too often',
};

function sentence({ result, log10Luck, distribution }: Verification, { positions }: Artifact): string {
  const distance = distribution === undefined ? 'model not asked' : `D = ${distribution.distance.toFixed(6)}`;
  switch (result.verdict) {
    case 'accept':
      return `accept (${positions.length} tokens drawn again, luck 1e${log10Luck.toFixed(1)}; ${distance})`;
    case 'reject': {
      const place = result.position === undefined ? '' : ` at position ${result.position}`;
      return `reject: ${result.reason}${place}, expected ${result.expected}, got ${result.got}`;
    }
    case 'notProbative':
      return `not probative: ${weakness[result.reason]}; ${distance}`;
  }
}
