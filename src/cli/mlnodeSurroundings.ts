import { type Send, sendHttp } from '../mlnode/client/send.js';
import { type Clock, realClock } from '../mlnode/server/clock.js';
import { exit } from './failures.js';
import type { CommonFlags } from './flags.js';
import { type Output, openOutput } from './output.js';

/** What the MLNode's tools touch outside themselves; a test gives them another world. */
export interface MlNodeSurroundings {
  readonly clock: Clock;
  readonly send: Send;
  /** Where folders of reports are made when none is named. */
  readonly experiments: string;
  openOutput(flags: CommonFlags): Output;
  /** Says on standard error why nothing was begun. */
  complain(text: string): void;
  /** Ends when whoever started the tool has had enough. */
  interruption(): { readonly signal: AbortSignal; release(): void };
}

/** The real one. A second Ctrl-C ends the process at once. */
export const theWorld: MlNodeSurroundings = {
  clock: realClock,
  send: sendHttp,
  experiments: 'data/experiments',
  openOutput,
  complain: (text) => process.stderr.write(`${text}\n`),
  interruption() {
    const enough = new AbortController();
    const end = () => {
      if (enough.signal.aborted) process.exit(exit.interrupted);
      enough.abort();
    };
    const signals = ['SIGINT', 'SIGTERM'] as const;
    for (const signal of signals) process.on(signal, end);
    return {
      signal: enough.signal,
      release: () => {
        for (const signal of signals) process.off(signal, end);
      },
    };
  },
};
