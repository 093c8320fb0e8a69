import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../../src/cli/chain/fields.js';
import { findMethod, kebab, usageOf, verbsOf } from '../../../src/cli/chain/methods.js';
import { messageType } from '../../../src/types/descriptors/jsonShape.js';

describe('verbs of the descriptors', () => {
  it.each([
    ['EpochGroupData', 'epoch-group-data'],
    ['AllBalances', 'all-balances'],
    ['GetTxsEvent', 'get-txs-event'],
    ['ABCIQuery', 'abci-query'],
    ['InferenceAll', 'inference-all'],
  ])('%s is %s', (name, verb) => expect(kebab(name)).toBe(verb));

  it('finds modules without their version, the final one first', () => {
    expect(findMethod('query', 'gov', 'proposal').parent.typeName).toBe('cosmos.gov.v1.Query');
    expect(findMethod('query', 'tx', 'tx').name).toBe('GetTx');
    expect(findMethod('tx', 'inference', 'submit-hardware-diff').input.typeName).toBe(
      'inference.inference.MsgSubmitHardwareDiff',
    );
    expect([...verbsOf('query').keys()]).toEqual(expect.arrayContaining(['auth', 'bank', 'inference', 'staking']));
  });

  it('tells how one is called', () => {
    expect(usageOf('query', 'bank', findMethod('query', 'bank', 'balance'))).toBe(
      'query bank balance [address] [denom]',
    );
    expect(usageOf('tx', 'bank', findMethod('tx', 'bank', 'send'))).toBe('tx bank send [to_address] [amount]');
  });

  it.each([
    [() => findMethod('query', 'banks', 'balance'), /no module banks; there are .*bank/],
    [() => findMethod('query', 'bank', 'balances'), /no balances; there are .*all-balances/],
  ])('says what there is instead: %s', (find, text) => {
    expect(find).toThrow(expect.objectContaining({ code: 26, message: expect.stringMatching(text) }));
  });
});

describe('fields of a command line', () => {
  const send = messageType('cosmos.bank.v1beta1.MsgSend');
  const balances = messageType('cosmos.bank.v1beta1.QueryAllBalancesRequest');

  it('are in order, by name, nested, or both', () => {
    expect(fieldsOf(send, ['gonka1to', '5ngonka,7ibc/AB'])).toEqual({
      to_address: 'gonka1to',
      amount: [
        { denom: 'ngonka', amount: '5' },
        { denom: 'ibc/AB', amount: '7' },
      ],
    });
    expect(fieldsOf(balances, ['pagination.limit=2', 'pagination.count_total=true', 'gonka1a', 'false'])).toEqual({
      address: 'gonka1a',
      resolve_denom: false,
      pagination: { limit: '2', count_total: true },
    });
  });

  it('take JSON where a message is wanted, and words with an equals sign that name no field', () => {
    const diff = messageType('inference.inference.MsgSubmitHardwareDiff');
    expect(fieldsOf(diff, ['newOrModified=[{"local_id":"a"}]'])).toEqual({ newOrModified: [{ local_id: 'a' }] });
    expect(fieldsOf(send, ['a=b'])).toEqual({ to_address: 'a=b' });
  });

  it.each([
    [send, ['a', '5', 'x'], 'amount: "5" is no coin such as 5ngonka'],
    [send, ['a', '5ngonka', 'x'], 'x: MsgSend takes from_address, to_address, amount'],
    [balances, ['a', 'yes'], 'resolve_denom: "yes": true or false is wanted'],
    [balances, ['pagination={'], 'pagination: "{": JSON is wanted'],
  ])('name what is wrong: %s', (type, words, text) => {
    expect(() => fieldsOf(type, words)).toThrow(
      expect.objectContaining({ code: 26, message: expect.stringContaining(text) }),
    );
  });
});
