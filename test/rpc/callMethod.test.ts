import { describe, expect, it } from 'vitest';
import { callMethod, grpcStatus } from '../../src/rpc/callMethod.js';
import type { QueryPort } from '../../src/rpc/queryPort.js';
import { sdkErrors, undefinedErrors } from '../../src/types/errors.js';
import { notFound } from '../../src/types/queryStatus.js';
import { wrapped } from '../../src/types/wrapped.js';
import { CodedError, simErrors } from '../../src/util/errors.js';

describe("an error in gRPC's terms", () => {
  const registered = new CodedError(sdkErrors.notFound, 'load proposal');
  const malformed = new CodedError(simErrors.malformedBytes, 'x');
  const rows: readonly (readonly [what: string, error: CodedError, code: number, message: string])[] = [
    ['a status', notFound('account x not found'), 5, 'account x not found'],
    ['a registered error', registered, 2, 'codespace sdk code 38: not found: load proposal'],
    ['one without detail', new CodedError(sdkErrors.notFound), 2, 'codespace sdk code 38: not found'],
    [
      'one that was wrapped twice, from the inside out',
      new CodedError(sdkErrors.notFound, 'outer: load proposal', { cause: registered }),
      2,
      'codespace sdk code 38: not found: load proposal: outer',
    ],
    [
      'one that was wrapped on its way',
      wrapped(registered, 'tally'),
      2,
      'codespace sdk code 38: not found: load proposal: tally',
    ],
    ['a plain error', new CodedError({ ...undefinedErrors.internal, text: 'plain text' }), 2, 'plain text'],
    [
      'a panic',
      new CodedError(undefinedErrors.panic, 'recovered: runtime error: nil pointer dereference'),
      13,
      'runtime error: nil pointer dereference',
    ],
    [
      'bytes that are no request',
      new CodedError(sdkErrors.invalidRequest, 'unexpected EOF', { cause: malformed }),
      13,
      'grpc: error unmarshalling request: unexpected EOF',
    ],
  ];
  it.each(rows)('%s', (_, error, code, message) => {
    expect(grpcStatus(error)).toEqual({ code, message });
  });
});

describe('a call', () => {
  const heights: (bigint | undefined)[] = [];
  const port: QueryPort = {
    methods: new Set(['/x.Query/Y']),
    query({ height }) {
      heights.push(height);
      return { code: 0, codespace: '', log: '', key: undefined, value: undefined, proofOps: [], height: 7n };
    },
  };
  const call = (path: string, height?: string) => callMethod(port, path, new Uint8Array(), height);

  it('asks for the height that the header names, the last one without it', () => {
    expect(call('/x.Query/Y')).toEqual({ status: { code: 0, message: '' }, value: new Uint8Array(), height: 7n });
    call('/x.Query/Y', '5');
    call('/x.Query/Y', '+6');
    expect(heights).toEqual([0n, 5n, 6n]);
  });

  const refused: readonly (readonly [path: string, height: string | undefined, message: RegExp])[] = [
    ['/nope.Query/Y', undefined, /^unknown service nope\.Query$/],
    ['/', undefined, /^unknown service $/],
    ['/x.Query/Y', 'abc', /ParseInt: parsing "abc": invalid syntax$/],
    ['/x.Query/Y', '', /ParseInt: parsing "": invalid syntax$/],
    ['/x.Query/Y', '9223372036854775808', /ParseInt: parsing "9223372036854775808": value out of range$/],
  ];
  it.each(refused)('%s at %s is refused', (path, height, message) => {
    const { status, height: read } = call(path, height);
    expect(status.message).toMatch(message);
    expect(read).toBe(0n);
  });
});
