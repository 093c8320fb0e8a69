import { describe, expect, it } from 'vitest';
import { jsonLine } from '../../src/report/jsonLine.js';
import { sampleEpoch } from './sampleEpoch.js';

describe('a line of a run', () => {
  it('has amounts as texts, heights as numbers, and says its schema', () => {
    const line = JSON.parse(jsonLine(sampleEpoch));
    expect(line).toMatchObject({ schema: 'gonka-sim/run/1', type: 'epoch', epoch: 3, height: 187 });
    expect(line.participants[0]).toMatchObject({
      weight: '150',
      mined: '94',
      preserved: '56',
      reward: '31348164982222',
    });
    expect(line.models[0]).toMatchObject({ totalThroughput: '166000', expected: ['120000', '20000'] });
    expect(line.models[0].nodes[0]).toMatchObject({ nodeId: 'ada-h100-1', pocWeight: '42', slots: [true, true] });
    expect([line.minted, line.settled]).toEqual(['284864657146472', '284864657146471']);
  });

  it('is one line', () => {
    expect(jsonLine(sampleEpoch)).not.toContain('\n');
  });
});
