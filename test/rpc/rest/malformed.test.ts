import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../src/rpc/httpServer.js';
import { startRestServer } from '../../../src/rpc/rest/server.js';
import { portOf, smallChain } from '../chainPort.js';
import { withTxService } from '../txServicePort.js';

let rest: RunningServer;

beforeAll(async () => {
  const port = withTxService(portOf(smallChain().app));
  rest = await startRestServer(port, { host: '127.0.0.1', port: 0, corsOrigins: [] });
});
afterAll(() => rest.close());

const inference = '/productscience/inference/inference';
const broadcast = '/cosmos/tx/v1beta1/txs';

/** Request, HTTP status, gRPC's code, text: as the recorded nodes gave them, or the libraries that they are made of. */
type Row = readonly [request: string, status: number, code: number, message: string];

const notImplemented = [501, 12, 'Not Implemented'] as const;
const paths: readonly Row[] = [
  ['GET /nope', ...notImplemented],
  ['GET /cosmos/nope/v1', ...notImplemented],
  [`GET ${inference}/params/`, ...notImplemented],
  [`GET ${inference}/epoch_group_data/1/2`, ...notImplemented],
  [`POST ${inference}/params {}`, ...notImplemented],
  [`DELETE ${inference}/params`, ...notImplemented],
  [`OPTIONS ${inference}/params`, ...notImplemented],
  [`GET ${inference}/model_per_token_price/Qwen%2FQwQ-32B`, ...notImplemented],
  [
    `GET ${inference}/epoch_group_data/abc`,
    400,
    3,
    'type mismatch, parameter: epoch_index, error: strconv.ParseUint: parsing "abc": invalid syntax',
  ],
  [
    `GET ${inference}/epoch_group_data/-1`,
    400,
    3,
    'type mismatch, parameter: epoch_index, error: strconv.ParseUint: parsing "-1": invalid syntax',
  ],
  [
    `GET ${inference}/epoch_group_data/18446744073709551616`,
    400,
    3,
    'type mismatch, parameter: epoch_index, error: strconv.ParseUint: parsing "18446744073709551616": value out of range',
  ],
  [
    `GET ${inference}/poc_batches_for_stage/x`,
    400,
    3,
    'type mismatch, parameter: block_height, error: strconv.ParseInt: parsing "x": invalid syntax',
  ],
  [`GET ${inference}/epoch_group_data/99`, 404, 5, 'not found'],
  [`GET ${inference}/inference_participant/bad`, 400, 3, 'invalid address'],
];

const queries: readonly Row[] = [
  [`GET ${inference}/participant?pagination.key=!!!`, 400, 3, 'illegal base64 data at input byte 0'],
  [
    `GET ${inference}/participant?pagination.key=AAAA&pagination.offset=1`,
    500,
    13,
    'invalid request, either offset or key is expected, got both',
  ],
  [`GET ${inference}/participant?pagination.limit=abc`, 400, 3, 'strconv.ParseUint: parsing "abc": invalid syntax'],
  [`GET ${inference}/participant?pagination.limit=`, 400, 3, 'strconv.ParseUint: parsing "": invalid syntax'],
  [`GET ${inference}/participant?pagination.limit=1e3`, 400, 3, 'strconv.ParseUint: parsing "1e3": invalid syntax'],
  [
    `GET ${inference}/participant?pagination.reverse=maybe`,
    400,
    3,
    'strconv.ParseBool: parsing "maybe": invalid syntax',
  ],
  [
    '/cosmos/gov/v1/proposals?proposal_status=PROPOSAL_STATUS_NOPE'.replace(/^/, 'GET '),
    400,
    3,
    'PROPOSAL_STATUS_NOPE is not a valid cosmos.gov.v1.ProposalStatus',
  ],
  [`GET ${inference}/participant?pagination.limit=%zz`, 400, 3, 'invalid URL escape "%zz"'],
  [`GET ${inference}/participant?pagination.limit=1;x=2`, 400, 3, 'invalid semicolon separator in query'],
  [`GET ${inference}/participant?pagination.limit.x=1`, 400, 3, 'unexpected nested field x in limit'],
];

const bodies: readonly Row[] = [
  [`POST ${broadcast} {bad`, 400, 3, "invalid character 'b' looking for beginning of object key string"],
  [`POST ${broadcast} {"tx_bytes":"AA`, 400, 3, 'unexpected EOF'],
  [`POST ${broadcast} {"tx_bytes":"!!"}`, 400, 3, 'illegal base64 data at input byte 0'],
  [`POST ${broadcast} {"tx_bytes":5}`, 400, 3, 'json: cannot unmarshal number 5 into Go value of type []uint8'],
  [`POST ${broadcast} {"nope":1}`, 400, 3, 'unknown field "nope" in tx.BroadcastTxRequest'],
  [`POST ${broadcast} []`, 400, 3, 'json: cannot unmarshal array into Go value of type map[string]json.RawMessage'],
  [`POST ${broadcast} {"mode":"NOPE"}`, 400, 3, 'unknown value "NOPE" for enum cosmos.tx.v1beta1.BroadcastMode'],
];

describe.each([
  ['path', paths],
  ['query', queries],
  ['body', bodies],
])('a request that is wrong in its %s', (_, rows) => {
  it.each(rows)('%s', async (request, status, code, message) => {
    const [, verb, path, body] = /^(\S+) (\S+) ?(.*)$/s.exec(request)!;
    const init = body === '' ? {} : { body: body! };
    const answer = await fetch(`${rest.url}${path}`, { method: verb!, ...init });
    expect([answer.status, await answer.json()]).toEqual([status, { code, message, details: [] }]);
  });
});

describe('a body that is too large', () => {
  it('is refused, and the server stays up', async () => {
    const answer = await fetch(`${rest.url}${broadcast}`, { method: 'POST', body: 'x'.repeat(1_000_001) });
    const body = { code: 3, message: 'http: request body too large', details: [] };
    expect([answer.status, await answer.json()]).toEqual([400, body]);
    expect((await fetch(`${rest.url}${inference}/params`)).status).toBe(200);
  });
});

describe('a height that cannot be read', () => {
  const rows: readonly (readonly [height: string, message: string])[] = [
    ['-1', 'codespace sdk code 18: invalid request: cannot query with height < 0; please provide a valid height'],
    [
      '99999',
      'codespace sdk code 26: invalid height: cannot query with height in the future; please provide a valid height',
    ],
    [
      'abc',
      'codespace sdk code 18: invalid request: Baseapp.RegisterGRPCServer: invalid height header "x-cosmos-block-height": strconv.ParseInt: parsing "abc": invalid syntax',
    ],
  ];
  it.each(rows)('%s', async (height, message) => {
    const answer = await fetch(`${rest.url}${inference}/params`, { headers: { 'x-cosmos-block-height': height } });
    expect([answer.status, await answer.json()]).toEqual([500, { code: 2, message, details: [] }]);
    expect(answer.headers.get('x-cosmos-block-height')).toBeNull();
  });
});

describe('a path that is not clean', () => {
  const rows: readonly (readonly [path: string, location: string])[] = [
    [`${inference}//params`, `${inference}/params`],
    [`${inference}/grantees_by_message_type/a/%2Fb?x=1`, `${inference}/grantees_by_message_type/a/b?x=1`],
  ];
  it.each(rows)('%s is elsewhere', async (path, location) => {
    const answer = await fetch(`${rest.url}${path}`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location'), await answer.text()]).toEqual([301, location, '']);
  });

  it('is refused when it cannot be decoded', async () => {
    const answer = await fetch(`${rest.url}${inference}/params%zz`);
    expect(answer.status).toBe(400);
  });
});

it('names no height where only the mempool was asked', async () => {
  const answer = await fetch(rest.url + broadcast, { method: 'POST', body: '{}' });
  expect([answer.status, answer.headers.get('grpc-metadata-x-cosmos-block-height')]).toEqual([200, null]);
});
