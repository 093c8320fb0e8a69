import { Command } from 'commander';
import { expect } from 'vitest';
import type { MlNodeSurroundings } from '../../../../src/cli/mlnodeSurroundings.js';
import { VirtualClock } from '../../../../src/mlnode/index.js';

/** A call that a tool is to make, and what it gets. `exception` is the client's: no connection, or silence. */
export interface ScriptedCall {
  readonly method: string;
  readonly url: string;
  readonly json?: unknown;
  readonly timeout_s?: number;
  readonly status?: number;
  readonly response?: unknown;
  readonly exception?: 'ConnectionError' | 'ReadTimeout' | 'KeyboardInterrupt';
  readonly took_ms: number;
}

/** What a tool did. */
export interface ToolRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly called: readonly { readonly method: string; readonly url: string; readonly json?: unknown }[];
}

export interface Script {
  readonly argv: readonly string[];
  readonly calls: readonly ScriptedCall[];
  readonly experiments: string;
  /** Ctrl-C, so long after a text was printed. */
  readonly interrupt?: { readonly after: string; readonly milliseconds: number } | undefined;
}

type MakeVerb = (done: (exitCode: number) => void, world: MlNodeSurroundings) => Command;

/** Runs a verb against a script, on a clock that does not wait. */
export async function runScripted(makeVerb: MakeVerb, script: Script): Promise<ToolRun> {
  const clock = new VirtualClock(Date.UTC(2026, 10, 21, 9));
  const enough = new AbortController();
  const { send, called } = scriptedSend(script.calls, clock);
  const [out, err]: [string[], string[]] = [[], []];
  const say = (text: string) => {
    out.push(text);
    const { interrupt } = script;
    if (interrupt !== undefined && text.includes(interrupt.after))
      clock.after(interrupt.milliseconds, () => enough.abort());
  };
  const nothing = () => undefined;
  const output = {
    colour: false,
    wantsMachine: false,
    say,
    machine: nothing,
    progress: nothing,
    log: nothing,
    close: nothing,
  };
  let exitCode: number | undefined;
  let over = false;
  const world: MlNodeSurroundings = {
    clock,
    send,
    experiments: script.experiments,
    openOutput: () => output,
    complain: (text) => err.push(text),
    interruption: () => ({ signal: enough.signal, release: nothing }),
  };
  const program = new Command('mlnode').exitOverride();
  const verb = makeVerb((code) => (exitCode = code), world)
    .exitOverride()
    .configureOutput({ writeErr: nothing });
  program.addCommand(verb);
  const running = program.parseAsync([verb.name(), ...script.argv], { from: 'user' }).finally(() => (over = true));
  running.catch(nothing);
  while (!over) await clock.advance(1000);
  try {
    await running;
  } catch (error) {
    err.push(String((error as Error).message));
    exitCode ??= 1;
  }
  const text = (lines: readonly string[]) => (lines.length === 0 ? '' : `${lines.join('\n')}\n`);
  return { exitCode: exitCode ?? -1, stdout: text(out), stderr: text(err), called };
}

function scriptedSend(calls: readonly ScriptedCall[], clock: VirtualClock) {
  const called: { method: string; url: string; json?: unknown }[] = [];
  const send: MlNodeSurroundings['send'] = ({ method, url, body }, signal) => {
    const scripted = calls[called.length];
    called.push({ method, url, ...(body !== undefined && { json: JSON.parse(body) }) });
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')));
      if (scripted === undefined) reject(new Error(`the script has no call ${called.length}`));
      else if (scripted.exception === 'ConnectionError') reject(refused());
      else if (scripted.exception === undefined) {
        const reply = { status: scripted.status!, body: JSON.stringify(scripted.response) };
        clock.after(scripted.took_ms, () => resolve(reply));
      }
    });
  };
  return { send, called };
}

const refused = () => Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:8080'), { code: 'ECONNREFUSED' });

/** Whether the tool made these calls, in this order. */
export function expectCalls({ called }: ToolRun, calls: readonly ScriptedCall[]): void {
  expect(called).toEqual(calls.map(({ method, url, json }) => ({ method, url, ...(json !== undefined && { json }) })));
}
