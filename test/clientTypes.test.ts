import { Registry } from '@cosmjs/proto-signing';
import { describe, expect, it } from 'vitest';
import {
  aminoConverters,
  HardwareNodeStatus,
  MsgSubmitHardwareDiff,
  registryTypes,
  signingClientOptions,
} from '../src/clientTypes.js';

const typeUrl = '/inference.inference.MsgSubmitHardwareDiff';
const node = {
  localId: 'h100-1',
  status: HardwareNodeStatus.INFERENCE,
  hardware: [{ type: 'H100', count: 8 }],
  models: ['Qwen/QwQ-32B'],
  host: '10.0.0.1',
  port: '8080',
};
const diff = MsgSubmitHardwareDiff.fromPartial({ creator: 'gonka1creator', newOrModified: [node], removed: [] });

describe('a CosmJS registry with our types', () => {
  it('encodes and decodes a hardware diff', () => {
    const registry = new Registry([...registryTypes]);
    const bytes = registry.encode({ typeUrl, value: diff });
    expect(registry.decode({ typeUrl, value: bytes })).toEqual(diff);
  });

  it('knows the messages of all our modules and no answers', () => {
    const urls = registryTypes.map(([url]) => url);
    expect(urls).toContain('/inference.collateral.MsgDepositCollateral');
    expect(urls.filter((url) => !/^\/inference\.\w+\.Msg\w+$/.test(url) || url.endsWith('Response'))).toEqual([]);
  });
});

describe('amino', () => {
  it('writes a hardware diff under its type URL and reads it back', () => {
    const { aminoTypes } = signingClientOptions();
    const amino = aminoTypes!.toAmino({ typeUrl, value: diff });
    expect(amino.type).toBe(typeUrl);
    expect(amino.value).toMatchObject({ creator: 'gonka1creator', newOrModified: [{ local_id: 'h100-1' }] });
    expect(aminoTypes!.fromAmino(amino)).toEqual({ typeUrl, value: diff });
  });

  it('refuses a message with numbers of floating point, as the chain does', () => {
    const batch = {
      creator: 'gonka1creator',
      batchId: 'b',
      nonces: [1n],
      dist: [0.5],
      nodeId: '',
      pocStageStartBlockHeight: 1n,
    };
    const converter = aminoConverters['/inference.inference.MsgSubmitPocBatch'];
    expect(() => (converter as { toAmino(value: unknown): unknown }).toAmino(batch)).toThrow('unknown type float64');
  });
});
