/** One registered error: where it belongs, its number there, and the registered text. */
export interface ErrorKind {
  readonly codespace: string;
  readonly code: number;
  readonly text: string;
}

/** What went wrong, in fields: names, places, limits. Shown by reports; never needed to understand the message. */
export type ErrorContext = Readonly<Record<string, unknown>>;

/**
 * The only error that a rule, a handler or a store throws on purpose.
 *
 * The message is written as the SDK writes a wrapped error, "detail: registered text", because clients parse it.
 */
export class CodedError extends Error {
  override readonly name = 'CodedError';
  readonly codespace: string;
  readonly code: number;
  readonly context: ErrorContext;

  constructor(
    readonly kind: ErrorKind,
    detail?: string,
    options: { context?: ErrorContext; cause?: unknown } = {},
  ) {
    super(detail ? `${detail}: ${kind.text}` : kind.text, options.cause === undefined ? {} : { cause: options.cause });
    this.codespace = kind.codespace;
    this.code = kind.code;
    this.context = options.context ?? {};
  }
}

/** Makes a table of error kinds of one codespace from `name: [code, text]`. */
export function defineErrors<const T extends Readonly<Record<string, readonly [number, string]>>>(
  codespace: string,
  table: T,
): { readonly [K in keyof T]: ErrorKind } {
  const kinds = Object.entries(table).map(([name, [code, text]]) => [name, { codespace, code, text }] as const);
  return Object.fromEntries(kinds) as { readonly [K in keyof T]: ErrorKind };
}

/** Errors of the simulator itself: input, environment and arithmetic that no chain module has a number for. */
export const simErrors = defineErrors('gonka-sim', {
  overflow: [1, 'integer out of range'],
  divisionByZero: [2, 'division by zero'],
  malformedNumber: [3, 'malformed number'],
  malformedBytes: [4, 'malformed bytes'],
  storeLocked: [10, 'store is in use by another process'],
  storeForeign: [11, 'directory is not a gonka-sim store'],
  storeFormat: [12, 'store has another format'],
  storeCorrupt: [13, 'store is damaged'],
  heightUnavailable: [14, 'height is not kept'],
  invalidKey: [15, 'invalid store key'],
  storeReadOnly: [16, 'store is read-only'],
  storeUnknown: [17, 'no such store'],
  storesDiffer: [18, 'stores differ from those of the last commit'],
  storeUnavailable: [19, 'store cannot be used'],
  genesisInvalid: [20, 'invalid genesis'],
  scenarioInvalid: [21, 'invalid scenario'],
  profileUnknown: [22, 'unknown profile'],
  strategyInvalid: [23, 'invalid strategy result'],
  invariantBroken: [24, 'invariant broken'],
  chainHalted: [25, 'the chain would halt here'],
  usage: [26, 'usage'],
});
