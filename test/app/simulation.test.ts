import { TxMsgData } from 'cosmjs-types/cosmos/base/abci/v1beta1/abci';
import { describe, expect, it } from 'vitest';
import { simulationJson } from '../../src/app/simulation.js';
import { proto } from '../../src/types/codec.js';
import { event } from '../../src/types/events.js';
import { bytesToUtf8, emptyBytes } from '../../src/util/bytes.js';
import { maxUint64 } from '../../src/util/int.js';
import { complaint } from '../types/complaint.js';

const sent = { typeUrl: '/cosmos.bank.v1beta1.MsgSendResponse', value: emptyBytes };
const result = {
  code: 0,
  codespace: '',
  log: '',
  data: proto(TxMsgData).encode({ data: [], msgResponses: [sent] }),
  gasWanted: maxUint64,
  gasUsed: 77n,
  events: [event('tx', { fee: '' })],
};

describe('a simulation by path', () => {
  it('answers JSON', () => {
    expect(JSON.parse(bytesToUtf8(simulationJson(result)))).toEqual({
      gas_info: { gas_wanted: '18446744073709551615', gas_used: '77' },
      result: {
        data: expect.any(String),
        log: '',
        events: [{ type: 'tx', attributes: [{ key: 'fee', value: '', index: false }] }],
        msg_responses: [{ '@type': '/cosmos.bank.v1beta1.MsgSendResponse' }],
      },
    });
  });

  it('keeps the code of a failure', () => {
    const failed = { ...result, code: 5, codespace: 'sdk', log: 'too little: insufficient funds' };
    expect(complaint(() => simulationJson(failed))).toBe('sdk/5 failed to simulate tx: too little: insufficient funds');
  });
});
