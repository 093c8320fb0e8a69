import { describe, expect, it } from 'vitest';
import { goQuote, readGoUrl } from '../../src/types/goUrl.js';

describe('readGoUrl', () => {
  it.each([
    ['http://host:80', 'http', 'host:80'],
    ['HTTPS://u:p@h.example/path?q=%zz#f', 'https', 'h.example'],
    ['http://[::1]:9000/x', 'http', '[::1]:9000'],
    ['http://', 'http', ''],
    ['host:8000', 'host', ''],
    ['/x', '', ''],
    ['//host/x', '', 'host'],
  ])('takes %s apart', (raw, scheme, host) => {
    expect(readGoUrl(raw)).toEqual({ ok: true, scheme, host });
  });

  it.each([
    ['http://h/\u0001', 'parse "http://h/\\x01": net/url: invalid control character in URL'],
    [':x', 'parse ":x": missing protocol scheme'],
    [' http://h', 'parse " http://h": first path segment in URL cannot contain colon'],
    ['http://h/%zz', 'parse "http://h/%zz": invalid URL escape "%zz"'],
    ['http://h:x', 'parse "http://h:x": invalid port ":x" after host'],
    ['http://a b', 'parse "http://a b": invalid character " " in host name'],
  ])('refuses %j', (raw, complaint) => {
    expect(readGoUrl(raw)).toEqual({ ok: false, complaint });
  });

  it('quotes as the chain prints', () => {
    expect(goQuote('a"b\\\n\u007fé')).toBe('"a\\"b\\\\\\n\\x7fé"');
  });
});
