import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeVector } from '../../../src/validation/poc/vectorCodec.js';
import { poc, TestNode } from './running.js';

const init = '/api/v1/inference/pow/init/generate';
const generate = '/api/v1/inference/pow/generate';
const up = '/api/v1/inference/up/async';
const status = '/api/v1/models/status';
const chat = '/v1/chat/completions';
const nan = encodeVector(Array.from({ length: 12 }, () => Number.NaN));

const body = (change: object): string => JSON.stringify({ ...poc, nonces: [0], wait: true, ...change });
const judged = (vector_b64: unknown, more: object = {}): string =>
  body({ validation: { artifacts: [{ nonce: 0, vector_b64 }] }, ...more });
const deep = '['.repeat(100_000) + ']'.repeat(100_000);
const chatBody = (change: object): string =>
  JSON.stringify({ model: 'org/model', messages: [{ role: 'user', content: 'hi' }], ...change });

/** What is sent, and what must come back: the status, and the type or the text of the fault. */
type Row = readonly [
  what: string,
  path: string,
  sent: string | Uint8Array,
  status: number,
  says: string,
  contentType?: string,
];

const rows: readonly Row[] = [
  ['nothing', up, '', 422, '"type":"missing"'],
  ['null', up, 'null', 422, '"type":"missing"'],
  ['a list', up, '[]', 422, 'model_attributes_type'],
  ['a text', up, '"x"', 422, 'model_attributes_type'],
  ['no JSON', up, '{"model":', 422, 'Expecting value'],
  ['a comma too many', up, '{"model":"m",}', 422, 'Expecting property name enclosed in double quotes'],
  ['two documents', up, '{} {}', 422, 'Extra data'],
  ['an open text', up, '{"model":"m', 422, 'Unterminated string starting at'],
  ['a line break in a text', up, '{"model":"a\nb"}', 422, 'Invalid control character at'],
  ['an unknown escape', up, '{"model":"\\x"}', 422, 'Invalid \\\\escape'],
  ['bytes that are no text', up, Uint8Array.of(0x7b, 0xff, 0x7d), 400, 'There was an error parsing the body'],
  ['brackets a hundred thousand deep', up, deep, 400, 'There was an error parsing the body'],
  ['an integer of 5000 digits', init, `{"block_height":${'9'.repeat(5000)}}`, 400, 'There was an error parsing'],
  ['JSON said to be a form', up, '{}', 422, 'model_attributes_type', 'application/x-www-form-urlencoded'],
  ['a number for a text', up, '{"model":1,"dtype":"auto"}', 422, 'string_type'],
  ['a text for a list', up, '{"model":"m","dtype":"auto","additional_args":"--x"}', 422, 'list_type'],
  ['an empty repository', status, '{"hf_repo":""}', 200, 'NOT_FOUND'],
  ['a list for a repository', status, '{"hf_repo":["x"]}', 422, 'string_type'],
  ['ten megabytes of a name', status, `{"hf_repo":"${'x'.repeat(10_000_000)}"}`, 200, 'NOT_FOUND'],
  ['more than is read', status, `{"hf_repo":"${'x'.repeat(16 * 1024 * 1024)}"}`, 413, 'Body is longer than'],
  ['no parameters', init, JSON.stringify({ ...poc, params: undefined }), 422, '"type":"missing"'],
  ['an unknown parameter', init, body({ params: { ...poc.params, dtype: 'x' } }), 422, 'extra_forbidden'],
  ['a fraction for a node', init, body({ node_id: 0.5 }), 422, 'int_from_float'],
  ['NaN for a node, which no answer can repeat', init, `{"node_id":NaN}`, 500, 'Internal Server Error'],
  ['a word for a size', init, body({ batch_size: 'abc' }), 422, 'int_parsing'],
  ['an object for a size', init, body({ batch_size: {} }), 422, 'int_type'],
  ['a word for a switch', init, body({ poc_stronger_rng: 'maybe' }), 422, 'bool_parsing'],
  ['another model', init, body({ params: { ...poc.params, model: 'x' } }), 502, 'Internal Server Error'],
  ['no nonces', generate, body({ nonces: undefined }), 422, '"type":"missing"'],
  ['nonces that are none', generate, body({ nonces: [0, 'x', 1.5, null] }), 422, 'int_from_float'],
  ['a batch of nothing', generate, body({ batch_size: 0 }), 500, 'Internal Server Error'],
  ['a batch of less than nothing', generate, body({ batch_size: -1 }), 200, '"artifacts":[]'],
  ['artifacts of other nonces', generate, judged('', { nonces: [1] }), 400, 'nonces must match'],
  ['an artifact without a vector', generate, judged(undefined), 422, 'vector_b64'],
  ['one character of base64', generate, judged('A'), 500, 'Internal Server Error'],
  ['an odd number of bytes', generate, judged('AAAA'), 500, 'Internal Server Error'],
  ['characters beyond ASCII', generate, judged('ÄÖ'), 500, 'Internal Server Error'],
  ['a vector of NaN', generate, judged(nan), 200, '"n_mismatch":1'],
  ['a vector too short', generate, judged('ADwAPA=='), 200, '"n_mismatch":1'],
  ['a rate above one', generate, judged(nan, { stat_test: { p_mismatch: 1.5 } }), 500, 'Internal Server Error'],
  ['a rate that is NaN', generate, judged(nan, { stat_test: { p_mismatch: 'nan' } }), 500, 'Internal Server Error'],
  ['vectors of no numbers', generate, body({ params: { ...poc.params, k_dim: 0 } }), 500, 'Internal Server Error'],
  ['vectors without end', generate, body({ params: { ...poc.params, k_dim: 1e15 } }), 500, 'Internal Server Error'],
  ['a million faults', generate, body({ nonces: Array(1_000_000).fill('x') }), 422, 'int_parsing'],
  ['a word for a threshold', generate, judged(nan, { stat_test: { dist_threshold: 'far' } }), 422, 'float_parsing'],
  [
    'more nonces than the queue takes',
    generate,
    body({ wait: false, nonces: Array(100_001).fill(7) }),
    429,
    'Queue full',
  ],
  ['a chat without messages', chat, chatBody({ messages: undefined }), 400, 'Field required'],
  ['a chat with another model', chat, chatBody({ model: 'x' }), 404, 'does not exist'],
  ['too many log probabilities', chat, chatBody({ logprobs: true, top_logprobs: 1000 }), 400, 'top_logprobs'],
  ['a chat that is no JSON', chat, '{', 400, 'JSON decode error'],
];

describe('what is malformed is answered, each in its way', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await TestNode.deployed();
  });
  afterAll(async () => {
    await node[Symbol.asyncDispose]();
  });

  for (const [what, path, sent, wanted, says, contentType] of rows) {
    it(what, async () => {
      const { status, text } = await node.send(path, sent, contentType);
      expect(status, text.slice(0, 300)).toBe(wanted);
      expect(text).toContain(says);
    });
  }

  it('answers as ever afterwards', async () => {
    const { json } = await node.post(generate, { ...poc, nonces: [3], wait: true });
    expect(json.artifacts).toHaveLength(1);
  });
});
