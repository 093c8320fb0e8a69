import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Node } from '../../../src/node/node.js';
import { type CometServer, startCometServer } from '../../../src/rpc/comet/server.js';
import { devNode } from '../../node/devChain.js';
import { ask } from '../../parity/exchanges.js';

// What CometBFT 0.38.17 says to requests that are wrong, word for word (recorded nodes, `simapp53-probes` and `live/rpc`).

const struct =
  'struct { JSONRPC string "json:\\"jsonrpc\\""; ID interface {} "json:\\"id,omitempty\\""; ' +
  'Method string "json:\\"method\\""; Params json.RawMessage "json:\\"params\\"" }';

const messages: Readonly<Record<number, string>> = {
  [-32700]: 'Parse error. Invalid JSON',
  [-32600]: 'Invalid Request',
  [-32601]: 'Method not found',
  [-32602]: 'Invalid params',
  [-32603]: 'Internal error',
};

/** An error's answer: with this id, or without any for `null`. Go escapes what HTML could misread. */
const error = (code: number, data?: string, id: number | string | null = 1): string =>
  JSON.stringify({
    jsonrpc: '2.0',
    ...(id !== null && { id }),
    error: { code, message: messages[code], ...(data !== undefined && { data }) },
  }).replace(/[<>]/g, (sign) => (sign === '<' ? '\\u003c' : '\\u003e'));

const json = (fault: string) => error(-32602, `error converting json params to arguments: ${fault}`);
const uri = (fault: string) => error(-32602, `error converting http params to arguments: ${fault}`, -1);
const unreadable = (fault: string) => error(-32700, `error unmarshaling request: ${fault}`, null);
const noInt64 = (raw: string) => `invalid 64-bit integer encoding ${JSON.stringify(raw)}, expected string`;
const call = (method: string, params: string) => `{"jsonrpc":"2.0","id":1,"method":"${method}","params":${params}}`;
const operators = '<= operator, >= operator, < operator, > operator, = operator, CONTAINS operator or EXISTS operator';

describe('the RPC refuses', () => {
  let node: Node;
  let server: CometServer;
  beforeAll(async () => {
    node = await devNode();
    node.mine(4);
    server = await startCometServer(node);
  });
  afterAll(async () => {
    await server.close();
    await node.stop();
  });

  const bodies: readonly (readonly [body: string, status: number, answer: string])[] = [
    ['{', 500, unreadable('unexpected end of JSON input')],
    ['{bad', 500, unreadable("invalid character 'b' looking for beginning of object key string")],
    ['{"id":1,}', 500, unreadable("invalid character '}' looking for beginning of object key string")],
    ['{"id" 1}', 500, unreadable("invalid character '1' after object key")],
    ['{"id":1 "x":2}', 500, unreadable(`invalid character '"' after object key:value pair`)],
    ['[1 2]', 500, unreadable("invalid character '2' after array element")],
    ['{"id":01}', 500, unreadable("invalid character '1' after object key:value pair")],
    ['{"id":1.}', 500, unreadable("invalid character '}' after decimal point in numeric literal")],
    ['{"id":1e}', 500, unreadable("invalid character '}' in exponent of numeric literal")],
    ['{"id":-x}', 500, unreadable("invalid character 'x' in numeric literal")],
    ['{"id":tru}', 500, unreadable("invalid character '}' in literal true (expecting 'e')")],
    ['{"id":"\\x"}', 500, unreadable("invalid character 'x' in string escape code")],
    ['{"id":"\\u12g4"}', 500, unreadable("invalid character 'g' in \\u hexadecimal character escape")],
    ['{"id":"\n"}', 500, unreadable("invalid character '\\n' in string literal")],
    ["{'id':1}", 500, unreadable("invalid character '\\'' looking for beginning of object key string")],
    ['{} x', 500, unreadable("invalid character 'x' after top-level value")],
    ['é', 500, unreadable("invalid character 'Ã' looking for beginning of value")],
    ['"x"', 500, unreadable(`json: cannot unmarshal string into Go value of type ${struct}`)],
    ['5', 500, unreadable(`json: cannot unmarshal number into Go value of type ${struct}`)],
    ['true', 500, unreadable(`json: cannot unmarshal bool into Go value of type ${struct}`)],
    ['[1,2]', 500, unreadable(`json: cannot unmarshal array into Go value of type ${struct}`)],
    [
      '{"id":1,"method":5}',
      500,
      unreadable('json: cannot unmarshal number into Go struct field .method of type string'),
    ],
    [
      '{"jsonrpc":2,"id":1}',
      500,
      unreadable('json: cannot unmarshal number into Go struct field .jsonrpc of type string'),
    ],
    ['{"id":true,"method":"health"}', 500, unreadable('json-rpc ID (true) is of unknown type (bool)')],
    ['{"id":[1,"a"],"method":"health"}', 500, unreadable('json-rpc ID ([1 a]) is of unknown type ([]interface {})')],
    [
      '{"id":{"a":1},"method":"health"}',
      500,
      unreadable('json-rpc ID (map[a:1]) is of unknown type (map[string]interface {})'),
    ],
    ['{"id":1}', 200, error(-32601)],
    ['{"id":"x","method":"nope"}', 200, error(-32601, undefined, 'x')],
    [call('subscribe', `{"query":"tm.event='NewBlock'"}`), 200, error(-32601)],
    [call('unsafe_flush_mempool', '{}'), 200, error(-32601)],
    [call('dial_seeds', '{}'), 200, error(-32601)],
    [
      `[${Array.from({ length: 11 }, () => call('health', '{}')).join()}]`,
      200,
      error(-32600, 'batch request exceeds maximum (10) allowed number of requests', null),
    ],
    ['{"id":1,"method":"block"}', 500, error(-32603, 'reflect: Call with too few input arguments', -1)],
    [
      call('health', '"x"'),
      200,
      json(
        'unknown type for JSON params: json: cannot unmarshal string into Go value of type []json.RawMessage. Expected map or array',
      ),
    ],
    [call('block', '["1","2"]'), 200, json('expected 1 parameters ([height]), got 2 ([[34 49 34] [34 50 34]])')],
    [call('validators', '[]'), 200, json('expected 3 parameters ([height page per_page]), got 0 ([])')],
    [call('block', '{"height":5}'), 200, json(noInt64('5'))],
    [call('block', '{"height": 5.50 }'), 200, json(noInt64('5.50'))],
    [call('block', '{"height":[5, 6]}'), 200, json(noInt64('[5, 6]'))],
    [call('block', '{"height":true}'), 200, json(noInt64('true'))],
    [call('block', '{"height":""}'), 200, json('unexpected end of JSON input')],
    [call('block', '{"height":"abc"}'), 200, json("invalid character 'a' looking for beginning of value")],
    [call('block', '{"height":"1.5"}'), 200, json('json: cannot unmarshal number 1.5 into Go value of type int64')],
    [call('block', '{"height":"007"}'), 200, json("invalid character '0' after top-level value")],
    [call('block', '{"height":"\\"5\\""}'), 200, json("invalid character '\\\\' looking for beginning of value")],
    [
      call('block', '{"height":"99999999999999999999"}'),
      200,
      json('json: cannot unmarshal number 99999999999999999999 into Go value of type int64'),
    ],
    [call('block', '{"height":"true"}'), 200, json('json: cannot unmarshal bool into Go value of type int64')],
    [call('block', '{"height":"0"}'), 200, error(-32603, 'height must be greater than 0, but got 0')],
    [call('block', '{"height":"-1"}'), 200, error(-32603, 'height must be greater than 0, but got -1')],
    [
      call('block_results', '{"height":"99"}'),
      200,
      error(-32603, 'height 99 must be less than or equal to the current blockchain height 5'),
    ],
    [
      call('validators', '{"height":"99"}'),
      200,
      error(-32603, 'height 99 must be less than or equal to the current blockchain height 6'),
    ],
    [call('validators', '{"page":"2"}'), 200, error(-32603, 'page should be within [1, 1] range, given 2')],
    [
      call('consensus_params', '{"height":"7"}'),
      200,
      error(-32603, 'height 7 must be less than or equal to the current blockchain height 6'),
    ],
    [call('blockchain', '{"minHeight":"-1"}'), 200, error(-32603, 'heights must be non-negative')],
    [
      call('blockchain', '{"minHeight":"3","maxHeight":"2"}'),
      200,
      error(-32603, "min height 3 can't be greater than max height 2"),
    ],
    [call('genesis_chunked', '{"chunk":"5"}'), 200, error(-32603, 'there are 0 chunks, 5 is invalid')],
    [
      call('genesis_chunked', '{"chunk":"-1"}'),
      200,
      json('json: cannot unmarshal number -1 into Go value of type uint'),
    ],
    [call('tx', '{}'), 200, error(-32603, 'transaction hash cannot be empty')],
    [call('tx', '{"hash":"AAEC"}'), 200, error(-32603, 'tx (000102) not found')],
    [call('tx', '{"hash":"zz"}'), 200, json('illegal base64 data at input byte 0')],
    [call('tx', '{"hash":5}'), 200, json('json: cannot unmarshal number into Go value of type []uint8')],
    [call('tx', '{"hash":[0,300]}'), 200, json('json: cannot unmarshal number 300 into Go value of type uint8')],
    [call('tx', '{"prove":"yes"}'), 200, json('json: cannot unmarshal string into Go value of type bool')],
    [call('header_by_hash', '{"hash":"qX"}'), 200, json("encoding/hex: invalid byte: U+0071 'q'")],
    [call('header_by_hash', '{"hash":"abc"}'), 200, json('encoding/hex: odd length hex string')],
    [call('abci_query', '{"data":5}'), 200, json('invalid hex string: 5')],
    [call('abci_query', '{"path":5}'), 200, json('json: cannot unmarshal number into Go value of type string')],
    [call('tx_search', '{}'), 200, error(-32603, 'offset 0: EOF')],
    [call('tx_search', '{"query":"bad query"}'), 200, error(-32603, `offset 4: got tag, wanted ${operators}`)],
    [
      call('tx_search', '{"query":"tx.hash=\'zz\'"}'),
      200,
      error(-32603, "error during searching for a hash in the query: encoding/hex: invalid byte: U+007A 'z'"),
    ],
    [
      call('tx_search', '{"query":"tx.height=7","order_by":"up"}'),
      200,
      error(-32603, 'expected order_by to be either `asc` or `desc` or empty'),
    ],
    [
      call('tx_search', '{"query":"tx.height>0","page":"0"}'),
      200,
      error(-32603, 'page should be within [1, 1] range, given 0'),
    ],
    [call('block_search', `{"query":"${'a'.repeat(513)}"}`), 200, error(-32603, 'maximum query length exceeded')],
    [call('broadcast_tx_sync', '{"tx":"!!"}'), 200, json('illegal base64 data at input byte 0')],
    [call('broadcast_tx_sync', '{"tx":{}}'), 200, json('json: cannot unmarshal object into Go value of type types.Tx')],
    [call('broadcast_evidence', '{}'), 200, error(-32603, 'no evidence was provided')],
    [
      call('broadcast_evidence', '{"evidence":"AAAA"}'),
      200,
      json('json: cannot unmarshal string into Go value of type json.interfaceWrapper'),
    ],
    [
      call('broadcast_evidence', '{"evidence":{"type":"tendermint/DuplicateVoteEvidence","value":{}}}'),
      200,
      error(-32603, 'evidence.ValidateBasic failed: one or both of the votes are empty nil-Vote, nil-Vote'),
    ],
  ];
  it.each(bodies)('POST %s', async (body, status, answer) => {
    const given = await ask(server.url, { method: 'POST', path: '/', body });
    expect(given).toMatchObject({ status, contentType: 'application/json', text: answer });
  });

  const uris: readonly (readonly [path: string, status: number, answer: string])[] = [
    ['/block?height=x', 500, uri(noInt64('x'))],
    ['/block?height=5.5', 500, uri(noInt64('5.5'))],
    ['/block?height=0x5', 500, uri("got a hex string arg, but expected 'int64'")],
    ['/block?height=0', 500, error(-32603, 'height must be greater than 0, but got 0', -1)],
    ['/tx?hash=0x00', 500, error(-32603, 'tx (00) not found', -1)],
    ['/tx?hash=%220x00%22', 500, error(-32603, 'tx (30783030) not found', -1)],
    ['/tx?hash=6BA7', 500, uri("invalid character 'B' after top-level value")],
    ['/tx?hash=0x0', 500, uri('encoding/hex: odd length hex string')],
    ['/tx?hash=0x00&prove=maybe', 500, uri("invalid character 'm' looking for beginning of value")],
    ['/tx_search?query=tx.height=7', 500, uri("invalid character 'x' in literal true (expecting 'r')")],
    ['/tx_search', 500, error(-32603, 'offset 0: EOF', -1)],
    ['/abci_query?path=/store/bank/key', 500, uri("invalid character '/' looking for beginning of value")],
    ['/abci_query?data=ab', 500, uri('invalid hex string: ab')],
    ['/subscribe?query=%22x%22', 404, error(-32601, undefined, -1)],
  ];
  it.each(uris)('GET %s', async (path, status, answer) => {
    const given = await ask(server.url, { method: 'GET', path });
    expect(given).toMatchObject({ status, contentType: 'application/json', text: answer });
  });

  const plain: readonly (readonly [
    method: string,
    path: string,
    body: string | undefined,
    status: number,
    text: string,
  ])[] = [
    ['GET', '/nope', undefined, 404, '404 page not found\n'],
    ['GET', '/health/', undefined, 404, '404 page not found\n'],
    ['GET', '/%zz', undefined, 400, '400 Bad Request'],
    ['GET', '/websocket', undefined, 400, 'Bad Request\n'],
    ['POST', '/', '[]', 200, ''],
    ['POST', '/', 'null', 200, ''],
    ['POST', '/', '{"method":"health"}', 200, ''],
    ['POST', '/', '{"id":null,"method":"health"}', 200, ''],
    ['PUT', '/', '{}', 200, ''],
  ];
  it.each(plain)('%s %s %s without JSON', async (method, path, body, status, text) => {
    const given = await ask(server.url, { method, path, ...(body !== undefined && { body }) });
    expect(given).toMatchObject({ status, text });
  });

  it('a body that is too large', async () => {
    const given = await ask(server.url, { method: 'POST', path: '/', body: ' '.repeat(1_000_001) });
    const text = error(-32600, 'error reading request body: http: request body too large', null);
    expect(given).toMatchObject({ status: 400, text });
  });

  it('nothing of which brings it down', async () => {
    const given = await ask(server.url, { method: 'GET', path: '/health' });
    expect(given.text).toBe('{"jsonrpc":"2.0","id":-1,"result":{}}');
    expect(node.height).toBe(5n);
  });
});
