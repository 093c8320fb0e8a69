import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { groupTable, hardwareGroup, type Sample } from '../../../src/validation/index.js';

const folder = mkdtempSync(join(tmpdir(), 'gonka-sim-groups-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the hardware group of a file', () => {
  it.each([
    ['Qwen3-30B-A3B-fp8-1xH100___Qwen3-30B-A3B-fp8-2x3090.jsonl', 'honest_Qwen3-30B-A3B_1xH100vs2x3090'],
    ['M-fp8-1xH100___M-fp8-1xH100__my_try__2025-09-01.jsonl', 'honest_M_1xH100vs1xH100'],
    ['anything.jsonl', 'honest_anything'],
  ])('%s is %s by its name', async (name, group) => {
    expect(await hardwareGroup(join(folder, name), 'honest')).toBe(group);
  });

  it('is by its sidecar where there is one, and a broken one does no harm', async () => {
    const sidecar = {
      model_inference: { model: 'a/M' },
      server_inference: { gpu: 'H200' },
      server_validation: { gpu: 'B200' },
    };
    writeFileSync(join(folder, 'x_config.json'), JSON.stringify(sidecar));
    writeFileSync(join(folder, 'y_config.json'), '{');
    expect(await hardwareGroup(join(folder, 'x.jsonl'), 'fraud')).toBe('fraud_M_H200vsB200');
    expect(await hardwareGroup(join(folder, 'y.jsonl'), 'fraud')).toBe('fraud_y');
  });
});

it('groups are described one by one, honest ones first', () => {
  const sample = (sampleClass: 'honest' | 'fraud', group: string, distance: number): Sample => ({
    class: sampleClass,
    group,
    distance,
    index: 0,
    matchesRatio: 1,
    length: 1,
    language: 'en',
    temperature: undefined,
  });
  const table = groupTable([
    sample('fraud', 'f', 0.5),
    sample('honest', 'a', 0.1),
    sample('honest', 'b', 0.2),
    sample('honest', 'a', 0.3),
  ]);
  expect(table.rows.map(({ group, n, mean }) => [group, n, mean])).toEqual([
    ['a', 2, 0.2],
    ['b', 1, 0.2],
    ['f', 1, 0.5],
  ]);
  expect(table.deltaMean).toBeCloseTo(0.3, 15);
  expect(table.stdRange).toEqual([0, expect.closeTo(0.1414, 4)]);
});
