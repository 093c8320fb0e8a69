import { describe, expect, it } from 'vitest';
import { blockLine, headLine, type LoggedBlock, readBlock, readHead } from '../../../src/node/recording/runLog.js';
import { failure } from '../../util/failure.js';

const head = { profile: 'proposal', onStageFailure: 'goOn', checks: 'none', genesis: { chain_id: 'a-1' } } as const;
const block: LoggedBlock = {
  height: 7n,
  time: 1_700_000_000_500_000_000n,
  proposer: Uint8Array.of(0xab),
  txs: [Uint8Array.of(1, 2), new Uint8Array(0)],
  appHash: Uint8Array.of(0xff),
  roots: new Map([['bank', Uint8Array.of(1)]]),
};

describe('lines of a recording', () => {
  it('are read as they were written', () => {
    expect(readHead(headLine(head), 'f:1')).toEqual({ schema: 'gonka-sim/recording/1', type: 'genesis', ...head });
    expect(readBlock(blockLine(block), 'f:2')).toMatchObject(block);
  });

  it('are made of the words of all our JSON', () => {
    expect(JSON.parse(blockLine(block))).toEqual({
      schema: 'gonka-sim/recording/1',
      type: 'block',
      height: 7,
      time: '2023-11-14T22:13:20.5Z',
      proposer: 'AB',
      txs: ['AQI=', ''],
      appHash: 'FF',
      roots: { bank: '01' },
    });
  });

  const changed = (fields: object): string => JSON.stringify({ ...JSON.parse(blockLine(block)), ...fields });
  it.each([
    ['no JSON', '{', 'f:2: not a recording: Expected'],
    ['another schema', changed({ schema: 'x' }), 'f:2: not a recording: schema: '],
    ['a field too many', changed({ extra: 1 }), 'Unrecognized key: "extra"'],
    ['a height that is none', changed({ height: 0 }), 'height: '],
    ['a hash in lower case', changed({ appHash: 'ff' }), 'appHash: upper-case hex is wanted'],
    ['a transaction that is no base64', changed({ txs: ['?'] }), 'txs.0: '],
  ])('are refused with place and field: %s', (_, line, complaint) => {
    expect(failure(() => readBlock(line, 'f:2'))).toBe('gonka-sim/26');
    expect(() => readBlock(line, 'f:2')).toThrow(complaint);
  });
});
