/** What a URL check looks at, or the complaint of the chain's URL parser, which clients see. */
export type UrlResult =
  | { readonly ok: true; readonly scheme: string; readonly host: string }
  | { readonly ok: false; readonly complaint: string };

/** Takes a URL apart as the chain's programs do, as far as messages need it: scheme (lower case) and host with port. */
export function readGoUrl(raw: string): UrlResult {
  const bad = (why: string): UrlResult => ({ ok: false, complaint: `parse ${goQuote(raw)}: ${why}` });
  if (Array.from(raw).some(isControl)) return bad('net/url: invalid control character in URL');
  if (raw.startsWith(':')) return bad('missing protocol scheme');
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(raw)?.[1]?.toLowerCase() ?? '';
  const rest = scheme === '' ? raw : raw.slice(scheme.length + 1);
  if (scheme === '' && (rest.split('/', 1)[0] as string).includes(':')) {
    return bad('first path segment in URL cannot contain colon');
  }
  const authority = /^\/\/([^/?#]*)/.exec(rest)?.[1] ?? '';
  const badEscape = /%(?![0-9a-fA-F]{2}).{0,2}/u.exec(rest.split('?', 1)[0] as string);
  if (badEscape !== null) return bad(`invalid URL escape ${goQuote(badEscape[0])}`);
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const port = /:([^:\]]*)$/.exec(host)?.[1];
  if (port !== undefined && !/^[0-9]*$/.test(port)) return bad(`invalid port ${goQuote(`:${port}`)} after host`);
  const stranger = /[ "<>\\^`{}|]/.exec(host);
  if (stranger !== null) return bad(`invalid character ${goQuote(stranger[0])} in host name`);
  return { ok: true, scheme, host };
}

const shortEscapes: { readonly [character: string]: string } = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** Text in quotation marks as the chain's programs print it. */
export function goQuote(text: string): string {
  const inner = Array.from(text, (character) => {
    if (!isControl(character) && character !== '"' && character !== '\\') return character;
    return shortEscapes[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `"${inner.join('')}"`;
}

const isControl = (character: string): boolean => character < ' ' || character === '\x7f';
