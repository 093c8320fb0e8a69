import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CodedError } from '../../../src/util/errors.js';
import {
  distance2,
  parseRecord,
  position,
  type RecordAtLine,
  readRecords,
  recordLine,
  recordsOf,
  type ValidationRecord,
  validationErrors,
  writeRecords,
} from '../../../src/validation/index.js';
import { fc } from '../../util/fc.js';

const folder = mkdtempSync(join(tmpdir(), 'gonka-sim-records-'));
afterAll(() => rmSync(folder, { recursive: true }));

const all = async (records: AsyncIterable<RecordAtLine>) => {
  const list: RecordAtLine[] = [];
  for await (const one of records) list.push(one);
  return list;
};

/** The example of the reference, in the newest form. */
const example = {
  prompt: 'Why is the sky blue?',
  language: 'en',
  inference_result: {
    text: 'The sky',
    results: [
      { token: 'The', logprobs: { The: -0.11, Sun: -2.4, Blue: -4.02 } },
      { token: ' sky', logprobs: { ' sky': -0.01, sky: -5.1, re: -6.2 } },
    ],
  },
  validation_result: {
    text: 'The sky',
    results: [
      { token: 'The', logprobs: { The: -0.12, Sun: -2.35, Blue: -4.1 } },
      { token: ' sky', logprobs: { ' sky': -0.01, sky: -5, re: -6.3 } },
    ],
  },
  inference_model: { name: 'Qwen/X-AWQ', url: 'http://h:1', deploy_params: { precision: 'int4' } },
  validation_model: { name: 'Qwen/X-FP8', url: 'http://h:2', deploy_params: { precision: 'fp8' } },
  request_params: { max_tokens: 3000, temperature: 0.99, seed: 42, additional_params: {}, top_logprobs: 4 },
};

describe('a record', () => {
  it('is read from the newest form and written back as it was', () => {
    const record = parseRecord(JSON.stringify(example), 'f:1');
    expect(record.inference.positions[1]).toEqual(
      position(' sky', [
        [' sky', -0.01],
        ['sky', -5.1],
        ['re', -6.2],
      ]),
    );
    expect(record.requestParams).toMatchObject({ topLogprobs: 4, maxTokens: 3000 });
    expect(JSON.parse(recordLine(record))).toEqual(example);
  });

  it('of the oldest files has no language, and of inference only no validation', () => {
    const { language: _, validation_result, validation_model, ...oldest } = example;
    const record = parseRecord(JSON.stringify({ ...oldest, metadata: { index: 3 } }), 'f:1');
    expect(record).toMatchObject({ language: 'en', validation: undefined, metadata: { index: 3 } });
    expect(JSON.parse(recordLine(record))).not.toHaveProperty('validation_result');
  });

  it('asks for three top tokens when its parameters do not say', () => {
    const record = parseRecord(JSON.stringify({ ...example, request_params: { max_tokens: 5 } }), 'f:1');
    expect(record.requestParams?.topLogprobs).toBe(3);
  });

  it('keeps tokens that are names of other things', () => {
    const tokens = '{"__proto__":-1,"constructor":-2,"toString":-3}';
    const line = `{"prompt":"","inference_result":{"text":"","results":[{"token":"__proto__","logprobs":${tokens}}]}}`;
    const record = parseRecord(line, 'f:1');
    expect(record.inference.positions[0]!.candidates).toEqual(['__proto__', 'constructor', 'toString']);
    expect(recordLine(record)).toContain(tokens);
  });

  it.each([
    ['not JSON', '{"prompt":', /^f:7: .*: not a record/],
    ['not an object', '[]', /^f:7: record: /],
    ['no prompt', JSON.stringify({ ...example, prompt: undefined }), /^f:7: prompt: /],
    ['no answer', JSON.stringify({ ...example, inference_result: null }), /^f:7: inference_result: /],
    [
      'a log probability that is a text',
      JSON.stringify({ ...example, inference_result: { text: '', results: [{ token: 'a', logprobs: { a: '-1' } }] } }),
      /^f:7: inference_result\.results\.0: expected a token and its logprobs/,
    ],
    [
      'one that is beyond all numbers',
      '{"prompt":"","inference_result":{"text":"","results":[{"token":"a","logprobs":{"a":-1e999}}]}}',
      /results\.0: expected/,
    ],
    ['NaN as Python writes it', '{"prompt":NaN}', /^f:7: /],
  ])('%s is refused with its place', (_, line, message) => {
    expect(() => parseRecord(line, 'f:7')).toThrow(message);
  });
});

describe('a file of records', () => {
  it('gives them with their lines, over empty lines, a byte order mark and line ends of both kinds', async () => {
    const line = JSON.stringify(example);
    const file = join(folder, 'lines.jsonl');
    writeFileSync(file, `\uFEFF${line}\r\n\n${line}\n${line}`);
    expect((await all(readRecords(file))).map((one) => one.line)).toEqual([1, 3, 4]);
  });

  it('parts lines at line feeds only, also where a token is a line separator', async () => {
    const record = parseRecord(JSON.stringify({ ...example, prompt: 'a\u2028b\u2029c\u0085' }), 'f:1');
    const file = join(folder, 'separators.jsonl');
    await writeRecords(file, [record, record]);
    expect((await all(readRecords(file))).map((one) => one.record)).toEqual([record, record]);
  });

  it('is read and written piece by piece', async () => {
    const file = join(folder, 'many.jsonl');
    const record = parseRecord(JSON.stringify({ ...example, prompt: 'ä😀'.repeat(2000) }), 'f:1');
    await writeRecords(
      file,
      (function* () {
        for (let i = 0; i < 1000; i++) yield { ...record, metadata: { i } };
      })(),
    );
    let count = 0;
    for await (const { record: read, line } of readRecords(file)) {
      expect(read.metadata).toEqual({ i: count++ });
      expect(line).toBe(count);
    }
    expect(count).toBe(1000);
  });

  it('stops at the first bad line, or tells and goes on', async () => {
    const lines = [JSON.stringify(example), 'oops', JSON.stringify(example)];
    await expect(all(recordsOf(lines, 'x.jsonl'))).rejects.toThrow(/^x\.jsonl:2: /);
    const faults: number[] = [];
    const read = await all(recordsOf(lines, 'x.jsonl', (fault, line) => faults.push(line + fault.code)));
    expect([read.length, faults]).toEqual([2, [2 + validationErrors.recordInvalid.code]]);
  });

  it('says 0 where the file says -0, so that it comes out as it went in', () => {
    const line = JSON.stringify(example).replace(/"logprobs":\{"(\w+)":[^,}]+/, '"logprobs":{"$1":-0.0');
    const { positions } = parseRecord(line, 'f:1').inference;
    expect(positions[0]!.logprobs[0]).toBe(0);
  });

  it('that is missing is named', async () => {
    await expect(all(readRecords(join(folder, 'none.jsonl')))).rejects.toThrow(/none\.jsonl: no such file/);
    await expect(all(readRecords(folder))).rejects.toThrow(CodedError);
  });
});

describe('whatever a file holds', () => {
  it('every line is a record with a distance, or a coded error', () => {
    const text = JSON.stringify(example);
    const mutated = fc
      .array(fc.tuple(fc.nat(text.length - 1), fc.oneof(fc.string({ maxLength: 3 }), fc.constant(''))), {
        minLength: 1,
        maxLength: 4,
      })
      .map((edits) => edits.reduce((line, [at, put]) => line.slice(0, at) + put + line.slice(at + 1), text));
    const shaped = fc
      .record(
        {
          prompt: fc.oneof(fc.string(), fc.jsonValue()),
          inference_result: fc.oneof(fc.jsonValue(), fc.constant(example.inference_result)),
          validation_result: fc.oneof(fc.jsonValue(), fc.constant(example.validation_result)),
          request_params: fc.jsonValue(),
        },
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.oneof(mutated, shaped, fc.string(), fc.json()), (line) => {
        let record: ValidationRecord;
        try {
          record = parseRecord(line, 'f:1');
          expect(parseRecord(recordLine(record), 'f:1')).toEqual(record);
          if (record.validation) distance2(record.inference.positions, record.validation.positions);
        } catch (error) {
          expect(error).toBeInstanceOf(CodedError);
        }
      }),
      { seed: 6, numRuns: 3000 },
    );
  });
});
