import { describe, expect, it } from 'vitest';
import { eventMap } from '../../src/node/eventMap.js';
import { parseEventQuery } from '../../src/node/eventQuery.js';
import { event } from '../../src/types/events.js';

const events = eventMap(
  [
    event('transfer', { sender: 'gonka1a', recipient: 'gonka1b', amount: '100ngonka' }),
    event('message', { action: '/cosmos.bank.v1beta1.MsgSend', sender: 'gonka1a' }),
    event('message', { sender: 'gonka1c' }),
    event('cosmos.authz.v1beta1.EventGrant', { grantee: '"gonka1d"' }),
    event('epoch', { share: '2.50', at: '2026-11-21T07:30:23.5Z', day: '2026-11-21' }),
  ],
  { 'tm.event': 'Tx', 'tx.height': '9', 'tx.hash': 'AB' },
);

describe('an event query', () => {
  const holding = [
    "tm.event='Tx'",
    "tm.event = 'Tx' AND transfer.recipient='gonka1b'",
    'tx.height=9',
    "tx.height='9'",
    'tx.height>8 AND tx.height<10 AND tx.height>=9 AND tx.height<=9.0',
    'tx.height=9.',
    'transfer.amount>99.5',
    "message.sender='gonka1c'",
    "message.action CONTAINS 'MsgSend'",
    'transfer.amount EXISTS',
    'transfer EXISTS',
    'cosmos.authz.v1beta1.EventGrant EXISTS',
    'epoch.share=2.5',
    'epoch.at>TIME 2026-11-21T07:30:23Z AND epoch.at<TIME 2026-11-21T08:30:24+01:00',
    'epoch.at>=TIME 2026-11-21T07:30:23Z',
    'epoch.day=DATE 2026-11-21 AND epoch.day>=DATE 2026-11-21',
  ];
  it.each(holding)('%s holds', (text) => expect(parseEventQuery(text).matches(events)).toBe(true));

  const failing = [
    "tm.event='NewBlock'",
    "tm.event='Tx' AND tx.height=10",
    "message.sender='gonka1'",
    'message.sender=5',
    'tm EXISTS AND nothing EXISTS',
    "transfer = 'x'",
    "transfer.sender CONTAINS 'b'",
    'epoch.day>DATE 2026-11-21',
    'epoch.day=TIME 2026-11-21T00:00:00Z',
    'epoch.at>=DATE 2026-11-21',
  ];
  it.each(failing)('%s does not', (text) => expect(parseEventQuery(text).matches(events)).toBe(false));

  it('matches nothing where nothing happened', () => {
    expect(parseEventQuery('tm EXISTS').matches(new Map())).toBe(false);
  });

  it('is the same as one that is spaced differently', () => {
    const spaced = parseEventQuery(" tm.event =  'Tx'AND a.b>=5 AND c.d<TIME 2026-01-01T00:00:00Z AND e EXISTS ");
    expect(spaced.text).toBe("tm.event = 'Tx' AND a.b >= 5 AND c.d < TIME 2026-01-01T00:00:00Z AND e EXISTS");
    expect(spaced.equals).toEqual([{ key: 'tm.event', value: 'Tx' }]);
    expect(spaced.text).toBe(parseEventQuery(spaced.text).text);
  });
});

describe('an event query that cannot be read says where', () => {
  const operators =
    '<= operator, >= operator, < operator, > operator, = operator, CONTAINS operator or EXISTS operator';
  const rows: readonly (readonly [query: string, fault: string])[] = [
    ['', 'offset 0: EOF'],
    ['  ', 'offset 2: EOF'],
    ['tx.height', 'offset 9: EOF'],
    ['tx.height=', 'offset 10: EOF'],
    ['tx.height=5 AND', 'offset 15: EOF'],
    ['foo bar', `offset 4: got tag, wanted ${operators}`],
    ["'foo' = 5", 'offset 0: got string, wanted tag'],
    ['AND = 5', 'offset 0: got AND operator, wanted tag'],
    ['tx.height=5 OR tx.height=6', 'offset 12: got tag, want 6'],
    ['tx.height=5 (', 'offset 12: got invalid token, want 6'],
    ['message.sender=unquoted', 'offset 15: got tag, wanted number, timestamp, datestamp or string'],
    ["tx.height>='5'", 'offset 11: got string, wanted number, timestamp or datestamp'],
    ['a.b CONTAINS 5', 'offset 13: got number, wanted string'],
    ['(tx.height=5)', 'offset 0: invalid input ( at offset 1'],
    ['é=(', 'offset 3: invalid input ( at offset 4'],
    ["tx.hash='ab", 'offset 8: EOF'],
    [
      'a.t>TIME 2026-13-01T00:00:00Z',
      'offset 4: invalid TIME value: parsing time "2026-13-01T00:00:00Z": month out of range',
    ],
    ['a.t>DATE 1800-01-01', 'offset 4: datestamp year 1800 out of range'],
    ['a.t>DATE 2026-02-30', 'offset 4: invalid DATE value: parsing time "2026-02-30": day out of range'],
    [
      'a.t>DATE 2026-2',
      'offset 4: invalid DATE value: parsing time "2026-2" as "2006-01-02": cannot parse "2" as "01"',
    ],
  ];
  it.each(rows)('%j', (query, fault) => {
    expect(() => parseEventQuery(query)).toThrowError(
      expect.objectContaining({ codespace: 'event-query', code: 1, context: { fault } }),
    );
  });
});
