import { CodedError, type ErrorKind, simErrors } from '../util/errors.js';

/** Exit codes of every verb (docs/cli.md). */
export const exit = { success: 0, usage: 1, checkFailed: 2, internal: 3, interrupted: 130 } as const;

/** What can be done about an error, where its text alone does not say it. */
const remedies = new Map<ErrorKind, string>([
  [simErrors.storeLocked, 'stop it, wait until it is done, or choose another --home'],
  [simErrors.storeForeign, 'choose another --home'],
  [simErrors.storeFormat, 'use the gonka-sim that wrote it, or another --home'],
  [simErrors.storeCorrupt, 'go back with `gonka-sim rollback`, or start anew in another --home'],
  [simErrors.heightUnavailable, '`gonka-sim status` tells the last height'],
  [simErrors.genesisInvalid, '`gonka-sim genesis validate FILE` lists every fault'],
  [simErrors.scenarioInvalid, 'correct the file'],
  [simErrors.profileUnknown, 'choose one of them with --profile'],
  [simErrors.chainHalted, '--go-on undoes the stage and goes on, profile proposal does not halt'],
]);

/** A check that did not hold, and not a mistake of whoever asked. */
const checks: ReadonlySet<ErrorKind> = new Set([simErrors.invariantBroken, simErrors.chainHalted]);

/**
 * Says on standard error what went wrong, one line a fault: code, what, where, remedy. Never a stack trace, except in the
 * report of a bug, where it is what whoever mends it needs.
 *
 * @returns the exit code
 */
export function reportFailure(error: unknown): number {
  const known = error instanceof CodedError ? error : refusedByMachine(error);
  if (known === undefined) return reportBug(error);
  const { kind, codespace, code } = known;
  const rows = known.message.replace(new RegExp(`: ${escaped(kind.text)}$`), '').split('\n');
  const remedy = remedies.get(kind);
  const last = rows.length - 1;
  rows.forEach((row, index) => {
    const help = remedy !== undefined && index === last ? `; ${remedy}` : '';
    process.stderr.write(`error[${codespace}/${code}]: ${row}${help}\n`);
  });
  return checks.has(kind) ? exit.checkFailed : exit.usage;
}

/** What a machine says of files and folders that it does not let us read or make. */
const refusals: ReadonlySet<unknown> = new Set(
  'EACCES EBUSY EDQUOT EEXIST EISDIR EMFILE ENAMETOOLONG ENOENT ENOSPC ENOTDIR ENOTEMPTY EPERM EROFS'.split(' '),
);

function refusedByMachine(error: unknown): CodedError | undefined {
  const { code, message } = (error ?? {}) as NodeJS.ErrnoException;
  if (!refusals.has(code)) return undefined;
  return new CodedError(simErrors.usage, `${message}; choose another file or folder`, { cause: error });
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function reportBug(error: unknown): number {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const frames = (stack ?? '').split('\n').filter((line) => /^\s*at .*:\d+\)?$/.test(line));
  const where = frames.slice(0, 6).map((line) => line.trim().replace(/(?:file:\/\/)?\/[^\s)]+/, lastParts));
  const facts = `node ${process.version}, ${process.platform} ${process.arch}`;
  process.stderr.write(
    `internal error: ${message.split('\n')[0]}; this is a bug of gonka-sim, please report it with these lines\n` +
      `  ${[facts, process.argv.slice(2).join(' '), ...where].join('\n  ')}\n`,
  );
  return exit.internal;
}

/** The end of a path, which says where in the program; how a machine's folders are called is nobody's business. */
const lastParts = (path: string): string => path.split('/').slice(-3).join('/');
