import { HttpException } from '../answer.js';
import { JsonDecodeError, JsonUnreadable, parsePythonJson } from '../python/json.js';
import { bodyLoc, type Check, type Issue } from '../python/pydantic.js';

/** A request as the routes see it. */
export interface ApiRequest {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  /** The query with its `?`, or nothing. */
  readonly query: string;
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
  /** What stands before the path, for redirects: `http://host:port`, and the prefix of a node in a fleet. */
  readonly origin: string;
}

/** A body that is not what its route wants. */
export class InvalidBody extends Error {
  override readonly name = 'InvalidBody';

  constructor(readonly issues: readonly Issue[]) {
    super(issues[0]?.msg);
  }
}

const jsonType = /^\s*application\/(?:json|[^;]*\+json)\s*(?:;|$)/i;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The body, read and checked as FastAPI does it: without a content type it counts as JSON, of another type it is a text.
 *
 * @throws InvalidBody, HttpException 400 for bytes that Python cannot read at all
 */
export function readBody<T>(request: ApiRequest, check: Check<T>): T {
  const value = contentOf(request);
  const issues: Issue[] = [];
  if (value === undefined || value === null) {
    throw new InvalidBody([{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }]);
  }
  const read = check(value, bodyLoc, issues);
  if (issues.length > 0) throw new InvalidBody(issues);
  return read;
}

function contentOf({ body, contentType }: ApiRequest): unknown {
  if (body.length === 0) return undefined;
  const isJson = contentType === undefined || contentType === '' || jsonType.test(contentType);
  if (!isJson) return Buffer.from(body).toString('utf8');
  try {
    return parsePythonJson(strictUtf8.decode(body));
  } catch (error) {
    if (error instanceof JsonDecodeError) throw new InvalidBody([unreadable(error)]);
    if (error instanceof JsonUnreadable || error instanceof TypeError) {
      throw new HttpException(400, 'There was an error parsing the body');
    }
    throw error;
  }
}

const unreadable = ({ reason, position }: JsonDecodeError): Issue => ({
  type: 'json_invalid',
  loc: ['body', position],
  msg: 'JSON decode error',
  input: {},
  ctx: { error: reason },
});
