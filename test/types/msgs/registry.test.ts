import { type DescExtension, type DescMessage, getOption } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { MsgDefinition } from '../../../src/gen/inference/inference/tx.js';
import { chainRegistry } from '../../../src/types/descriptors/registry.js';
import { inferenceMsgs, msgSpecOf } from '../../../src/types/msgs/registry.js';

describe('inferenceMsgs', () => {
  it('has a row for every rpc of the Msg service', () => {
    expect(Object.keys(inferenceMsgs)).toEqual(Object.keys(MsgDefinition.methods));
  });

  it.each(Object.entries(MsgDefinition.methods))('%s: urls and signer are those of the schema', (name, method) => {
    const spec = inferenceMsgs[name as keyof typeof inferenceMsgs];
    expect(spec.typeUrl).toBe(`/${method.requestType.$type}`);
    expect(spec.responseTypeUrl).toBe(`/${method.responseType.$type}`);
    const option = chainRegistry().getExtension('cosmos.msg.v1.signer') as DescExtension;
    const message = chainRegistry().getMessage(method.requestType.$type) as DescMessage;
    const [signer] = getOption(message, option) as string[];
    const record = { ...method.requestType.fromPartial({}), [signer as string]: 'gonka1a' };
    expect(spec.signers(record as never)).toEqual(['gonka1a']);
  });

  it('is found by type URL', () => {
    expect(msgSpecOf('/inference.inference.MsgClaimRewards')?.typeUrl).toBe(inferenceMsgs.claimRewards.typeUrl);
    expect(msgSpecOf('/cosmos.bank.v1beta1.MsgSend')).toBeUndefined();
  });
});
