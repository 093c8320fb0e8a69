import { paint, type Style } from './format.js';

/** What a report needs of a transaction's result. */
export interface TxOutcome {
  readonly code: number;
  readonly codespace: string;
  readonly log: string;
}

interface FailureKind {
  readonly first: { readonly height: bigint; readonly log: string };
  readonly times: number;
}

/** Kinds that are told one by one. */
const toldKinds = 5;
const logWidth = 80;

/** Counts failed transactions by their error, and remembers the first of each kind. */
export class FailedTxs {
  readonly #kinds = new Map<string, FailureKind>();

  add(height: bigint, outcomes: readonly TxOutcome[]): void {
    for (const { code, codespace, log } of outcomes) {
      if (code === 0) continue;
      const kind = `${codespace}/${code}`;
      const { first, times } = this.#kinds.get(kind) ?? { first: { height, log }, times: 0 };
      this.#kinds.set(kind, { first, times: times + 1 });
    }
  }

  /** A line for each kind, the most frequent first; empty when nothing failed. */
  lines(style: Style): string[] {
    const kinds = [...this.#kinds].sort(([, a], [, b]) => b.times - a.times);
    const told = kinds.slice(0, toldKinds).map(([kind, { first, times }]) => {
      const log = first.log.replace(/^failed to execute message; message index: \d+: /, '').split('\n')[0]!;
      const text = log.length > logWidth ? `${log.slice(0, logWidth)}…` : log;
      return `  ${times} × ${paint(style, 'yellow', kind)}, first at height ${first.height}: ${text}`;
    });
    const rest = kinds.length - told.length;
    return rest > 0 ? [...told, `  and ${rest} other kinds of failure`] : told;
  }
}
