import { STATUS_CODES } from 'node:http';
import { type Answer, crashed, detail, HttpException, json, PythonException } from '../answer.js';
import type { Issue } from '../python/pydantic.js';
import { repr, Tuple } from '../python/repr.js';

/** How an inference server words its errors. */
export interface ErrorHandlers {
  refused(status: number, reason: unknown): Answer;
  invalid(issues: readonly Issue[]): Answer;
  broken(exception: PythonException): Answer;
}

const errorBody = (status: number, message: string, type: string): Answer =>
  json(status, { error: { message, type, param: null, code: status } });

const phrased = (status: number, message: string): Answer => errorBody(status, message, STATUS_CODES[status] ?? '');

/** The text of a list of faults, as Python prints it. */
const issuesText = (issues: readonly Issue[]): string =>
  repr(issues.map(({ type, loc, ...rest }) => ({ type, loc: new Tuple(loc), ...rest })));

function worded({ type, message }: PythonException): Answer {
  const blamesCaller = type === 'ValueError' || type === 'TypeError';
  return blamesCaller ? errorBody(400, message, 'BadRequestError') : errorBody(500, message, 'InternalServerError');
}

/** vLLM's handlers expect a text; of a reason that is an object they fail themselves. */
const notText = new PythonException('TypeError', "a bytes-like object is required, not 'dict'");

/** The handlers of the two vLLM versions that nodes run, and none at all (vectors: mlnode/http, phases Z, X, Y). */
export const errorHandlers = {
  'v0.15.1': {
    refused: (status, reason) => (typeof reason === 'string' ? phrased(status, reason) : crashed),
    invalid: (issues) => phrased(400, issuesText(issues)),
    broken: () => crashed,
  },
  'v0.23.0': {
    refused: (status, reason) => (typeof reason === 'string' ? phrased(status, reason) : worded(notText)),
    invalid: (issues) => phrased(400, issuesText(issues)),
    broken: worded,
  },
  plain: {
    refused: detail,
    invalid: (issues) => detail(422, issues),
    broken: () => crashed,
  },
} satisfies Readonly<Record<string, ErrorHandlers>>;

export type ErrorHandlersName = keyof typeof errorHandlers;

/** What a route's work comes to: its answer, or that of the handlers. */
export async function handled(handlers: ErrorHandlers, work: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HttpException) return handlers.refused(error.status, error.detail);
    if (error instanceof PythonException) return handlers.broken(error);
    throw error;
  }
}
