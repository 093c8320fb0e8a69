import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findReference, mlnodeErrors, readReference, safeModelId } from '../../../src/mlnode/index.js';
import { encodeVector } from '../../../src/validation/poc/vectorCodec.js';
import { failedWith } from '../client/failedWith.js';

const vector = encodeVector([0.6, 0, 0.8]);
const artifacts = [
  { nonce: 0, vector_b64: vector },
  { nonce: 1, vector_b64: vector },
];
const good = { model: 'org/model', seq_len: 64, k_dim: 3, block_hash: 'AB', public_key: 'me', artifacts };
const { model: _, ...withoutModel } = good;
const withVector = (vector_b64: unknown) => ({ ...good, artifacts: [artifacts[0], { nonce: 1, vector_b64 }] });

describe('a reference', () => {
  it('is read with what upstream assumes where it says nothing', () => {
    const reference = readReference(JSON.stringify(good), 'r.json');
    expect(reference).toMatchObject({ seqLen: 64, kDim: 3, blockHeight: 100, nodeId: 0, nodeCount: 1, source: null });
    expect(reference).toMatchObject({ additionalArgs: [], nonces: [0, 1], artifacts });
  });

  it('may have numbers as text, a nonce twice, an empty vector, and fields of its own', () => {
    const odd = { ...good, seq_len: '64', note: 1, artifacts: [...artifacts, { nonce: '1', vector_b64: '' }] };
    expect(readReference(JSON.stringify(odd), 'r.json')).toMatchObject({ seqLen: 64, nonces: [0, 1, 1] });
  });

  it.each([
    ['no JSON', '{"model": "x",', /r\.json: not JSON: /],
    ['a byte order mark', `\uFEFF${JSON.stringify(good)}`, /byte order mark/],
    ['nothing', '', /not JSON/],
    ['a list', '[]', /an object is wanted at its top/],
    ['null', 'null', /an object is wanted at its top/],
    ['a field missing', withoutModel, /r\.json: model: a text is wanted/],
    ['an empty model', { ...good, model: '' }, /model: must not be empty/],
    ['seq_len as a fraction', { ...good, seq_len: 1.5 }, /seq_len: a whole number from 1 on/],
    ['k_dim 0', { ...good, k_dim: 0, artifacts: [] }, /k_dim: a whole number from 1 on/],
    ['a number as block_hash', { ...good, block_hash: 7 }, /block_hash: a text is wanted/],
    ['a negative node_id', { ...good, node_id: -1 }, /node_id: a whole number from 0 on/],
    ['node_count 0', { ...good, node_count: 0 }, /node_count: a whole number from 1 on/],
    ['a threshold that is none', { ...good, dist_threshold: 'high' }, /dist_threshold: a number from 0 on/],
    [
      'a probability above 1',
      { ...good, stat_test: { p_mismatch: 1.1 } },
      /stat_test\.p_mismatch: a number from 0 to 1/,
    ],
    ['stat_test as a list', { ...good, stat_test: [1] }, /stat_test: /],
    ['additional_args as a text', { ...good, additional_args: '--x' }, /additional_args: a list of texts/],
    ['a number in additional_args', { ...good, additional_args: ['--x', 1] }, /additional_args\[1\]: a text is wanted/],
    ['artifacts as an object', { ...good, artifacts: {} }, /artifacts: a list of/],
    ['no artifacts', { ...good, artifacts: [] }, /artifacts: must not be empty/],
    [
      'an artifact without nonce',
      { ...good, artifacts: [{ vector_b64: vector }] },
      /artifacts\[0\]\.nonce: a whole number/,
    ],
    ['an artifact without vector', { ...good, artifacts: [{ nonce: 1 }] }, /artifacts\[0\]\.vector_b64: a text/],
    ['a nonce beyond 2^53', { ...good, artifacts: [{ nonce: 2 ** 60, vector_b64: vector }] }, /artifacts\[0\]\.nonce/],
    ['a vector that is not base64', withVector('a!b='), /artifacts\[1\]\.vector_b64: not base64/],
    [
      'a vector of another length',
      withVector(encodeVector([1, 0])),
      /artifacts\[1\]\.vector_b64: 4 bytes, where 3 half-precision numbers have 6/,
    ],
    ['a vector with NaN', withVector(encodeVector([Number.NaN, 0, 1])), /artifacts\[1\]\.vector_b64: holds NaN/],
  ])('is refused for %s', (_, file, words) => {
    const read = () => readReference(typeof file === 'string' ? file : JSON.stringify(file), 'r.json');
    expect(read).toThrow(words);
    expect(read).toThrow(failedWith(mlnodeErrors.referenceInvalid));
  });

  it('names every fault, up to twenty', () => {
    const many = {
      ...good,
      seq_len: 0,
      artifacts: Array.from({ length: 30 }, (_, nonce) => ({ nonce, vector_b64: 7 })),
    };
    const lines = (() => {
      try {
        return readReference(JSON.stringify(many), 'r.json') && [];
      } catch (error) {
        return (error as Error).message.split('\n');
      }
    })();
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toMatch(/^and 11 more faults/);
  });
});

describe('looking for a reference', () => {
  const inFolder = (use: (folder: string) => void) => {
    const folder = mkdtempSync(join(tmpdir(), 'gonka-sim-test-'));
    writeFileSync(join(folder, 'org-model.json'), JSON.stringify(good));
    try {
      use(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('finds the one of the model', () =>
    inFolder((folder) => expect(findReference('org/model', { folder }).path).toBe(join(folder, 'org-model.json'))));

  it('tells what there is, and how to bake one', () =>
    inFolder((folder) => {
      const find = () => findReference('org/other', { folder });
      expect(find).toThrow(failedWith(mlnodeErrors.referenceMissing));
      expect(find).toThrow(
        /available: \['org-model\.json'\][\s\S]*gonka-sim mlnode make-artifact[\s\S]*org-other\.json/,
      );
    }));

  it('takes none of another model, not even by case', () =>
    inFolder((folder) => {
      const find = () => findReference('Org/Model', { folder });
      expect(find).toThrow(failedWith(mlnodeErrors.referenceMismatch));
    }));

  it('says of a folder that it is no file', () =>
    inFolder((folder) => {
      expect(() => findReference('org/model', { folder, file: folder })).toThrow(
        failedWith(mlnodeErrors.referenceInvalid),
      );
    }));

  it.each([
    ['Qwen/Qwen3-0.6B', 'qwen-qwen3-0.6b'],
    ['  Org\\Sub//My Model: v1--X ', 'org-sub-my-model-v1-x'],
  ])('names the file of %j', (model, name) => expect(safeModelId(model)).toBe(name));
});
