import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { Command } from 'commander';
import { CodedError, simErrors } from '../util/errors.js';
import { exit } from './failures.js';
import { flag, verb, wholeNumber } from './flags.js';
import { openOutput } from './output.js';
import { type ReplayFlags, replayFolder } from './replayFolder.js';

const shownDifferences = 20;

/** `replay F`: makes the blocks of a recording again and holds each of them against it. */
export function replayVerb(done: (exitCode: number) => void): Command {
  return verb('replay', 'make the blocks of a recording again and check every one', 'gonka-sim replay run.recording')
    .argument('<recording>', 'a file of `run --record`, or a folder that a real node was recorded in')
    .addOption(flag('--differences <n>', 'keys to show at most', wholeNumber(0)).default(shownDifferences))
    .action(async (recording: string, flags: ReplayFlags) => done(await replay(recording, flags)));
}

async function replay(recording: string, flags: ReplayFlags): Promise<number> {
  const found = statSync(recording, { throwIfNoEntry: false });
  if (found === undefined) throw new CodedError(simErrors.usage, `${recording}: no such file or folder`);
  return found.isDirectory() ? replayFolder(recording, flags) : replayFile(recording, flags);
}

async function replayFile(file: string, flags: ReplayFlags): Promise<number> {
  const { replayRun } = await import('../node/recording/replayRun.js');
  const { bytesToHex } = await import('../util/bytes.js');
  const hash = (bytes: Uint8Array) => bytesToHex(bytes).toUpperCase();
  const output = openOutput(flags);
  try {
    const run = replayRun(linesOf(file), file, (bug, where) => output.log(`warning: a bug in ${where}: ${bug}`));
    let blocks = 0;
    let last: { height: number; appHash: string } | undefined;
    const tell = (fields: object) => {
      const { profile } = run.head;
      output.machine(
        JSON.stringify({ schema: 'gonka-sim/replay/1', chainId: run.chainId, profile, blocks, ...fields }),
      );
    };
    for (const { recorded, appHash, isEqual, differing } of run.blocks) {
      blocks += 1;
      last = { height: Number(recorded.height), appHash: hash(appHash) };
      output.progress(`block ${last.height}`);
      if (isEqual) continue;
      const divergence = { ...last, recorded: hash(recorded.appHash), stores: differing };
      tell({ equal: blocks - 1, divergence });
      const stores = differing.length === 0 ? 'none by its root' : differing.join(', ');
      output.say(
        `diverged at height ${last.height}: app hash ${last.appHash}, recorded ${divergence.recorded}; stores that differ: ${stores}`,
      );
      return exit.checkFailed;
    }
    tell({ equal: blocks, ...last });
    output.say(`${blocks} blocks made again, each with the recorded app hash`);
    return exit.success;
  } finally {
    output.close();
  }
}

const chunkSize = 1 << 20;

/** The lines of a file of any size. */
function* linesOf(file: string): Generator<string> {
  const descriptor = openSync(file, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const chunk = Buffer.alloc(chunkSize);
    let rest = '';
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
      const lines = (rest + decoder.write(chunk.subarray(0, read))).split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
    yield rest + decoder.end();
  } finally {
    closeSync(descriptor);
  }
}
