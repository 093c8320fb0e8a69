import type { ErrorHandlersName } from './backend/errorHandlers.js';

/** Where the deployed service and its description part ways; a node follows one column. */
export interface Conduct {
  /** Whose error bodies the inference servers write. */
  readonly errorHandlers: ErrorHandlersName;
  /** When a start counts as completed: with the first instance that answers, or with all of them, known to the proxy. */
  readonly startedWith: 'firstInstance' | 'everyInstance';
  /** What a second start is told while the first is under way. */
  readonly secondStart: 'alreadyRunning' | 'inProgress';
  /** What is left of a start that was ended by a stop. */
  readonly endedStart: 'not_started' | 'cancelled';
  /** Whether three checks that find a start failed or an instance dead end the whole process. */
  readonly watcher: 'endsProcess' | 'reports';
  /** The status of a download whose repository or revision does not exist. */
  readonly missingRepository: 'PARTIAL' | 'NOT_FOUND';
  /** Whether DELETE takes the files of the repository, or the first ones that carry its revision's hash. */
  readonly deletes: 'byRevision' | 'byRepository';
  /** Seconds after which the proxy gives up a call that waits; undefined leaves that to the instance. */
  readonly proxyLimit: number | undefined;
  /** When results of queued jobs that are past their time go. */
  readonly resultExpiry: 'atNextJob' | 'always';
}

/** `recorded`: as the real service does it, defects included; `documented`: as its API is written down. */
export const conducts = {
  recorded: {
    errorHandlers: 'v0.15.1',
    startedWith: 'firstInstance',
    secondStart: 'alreadyRunning',
    endedStart: 'not_started',
    watcher: 'endsProcess',
    missingRepository: 'PARTIAL',
    deletes: 'byRevision',
    proxyLimit: 60,
    resultExpiry: 'atNextJob',
  },
  documented: {
    errorHandlers: 'plain',
    startedWith: 'everyInstance',
    secondStart: 'inProgress',
    endedStart: 'cancelled',
    watcher: 'reports',
    missingRepository: 'NOT_FOUND',
    deletes: 'byRepository',
    proxyLimit: undefined,
    resultExpiry: 'always',
  },
} as const satisfies Readonly<Record<string, Conduct>>;

export type ConductName = keyof typeof conducts;
