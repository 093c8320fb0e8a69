/** What a route answers. `text` goes out as it stands; `chunks` are streamed. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  readonly chunks?: AsyncIterable<string>;
}

export const json = (status: number, body: unknown): Answer => ({ status, json: body });

export const ok = (body: unknown): Answer => json(200, body);

/** FastAPI's own form of an error. */
export const detail = (status: number, text: unknown): Answer => json(status, { detail: text });

const plainText = { 'content-type': 'text/plain; charset=utf-8' };

/** What Starlette says of an exception that nobody caught. */
export const crashed: Answer = { status: 500, headers: plainText, text: 'Internal Server Error' };

/** Raised by the simulated service where the real one raises FastAPI's `HTTPException`; becomes an answer at the border. */
export class HttpException extends Error {
  override readonly name = 'HttpException';

  constructor(
    readonly status: number,
    readonly detail: unknown,
  ) {
    super(typeof detail === 'string' ? detail : JSON.stringify(detail));
  }
}

/** Raised where the real service trips over something: an exception of Python's that nobody expected. */
export class PythonException extends Error {
  override readonly name = 'PythonException';

  constructor(
    readonly type: 'ValueError' | 'TypeError' | 'ZeroDivisionError' | 'TimeoutError' | 'RuntimeError',
    message: string,
  ) {
    super(message);
  }
}
