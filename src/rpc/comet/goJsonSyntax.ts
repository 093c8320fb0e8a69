// CometBFT quotes Go's JSON decoder in its errors. Its syntax check is a small machine that looks at one byte after the
// other; this is the same machine as a reader by descent, for texts that are known to be broken or are very short.

/** Where a value stands in a text. */
interface Span {
  readonly from: number;
  readonly to: number;
}

class SyntaxFault {
  constructor(readonly text: string) {}
}

const endOfInput = 'unexpected end of JSON input';

/** A byte as Go quotes it: `'x'`, `'\''`, `'\n'`. */
function quote(char: string): string {
  if (char === "'") return `'\\''`;
  if (char === '"') return `'"'`;
  const code = char.charCodeAt(0);
  const printable = code > 0x1f && code !== 0x7f && (code < 0x80 || code > 0xa0) && code !== 0xad;
  if (printable && char !== '\\') return `'${char}'`;
  const names: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f', '\\': '\\' };
  const name = names[char] ?? ({ '\x07': 'a', '\x0b': 'v' } as Readonly<Record<string, string>>)[char];
  if (name !== undefined) return `'\\${name}'`;
  return code < 0x80 ? `'\\x${code.toString(16).padStart(2, '0')}'` : `'\\u${code.toString(16).padStart(4, '0')}'`;
}

/** Walks over one JSON value; `text` has one character per byte. */
class Walker {
  at = 0;
  constructor(readonly text: string) {}

  fail(where: string): never {
    const char = this.text[this.at];
    throw new SyntaxFault(char === undefined ? endOfInput : `invalid character ${quote(char)} ${where}`);
  }

  space(): void {
    while (' \t\r\n'.includes(this.text[this.at] ?? 'x')) this.at += 1;
  }

  value(onMember?: (name: string | number, span: Span) => void): void {
    this.space();
    const char = this.text[this.at];
    if (char === '{') this.object(onMember);
    else if (char === '[') this.array(onMember);
    else if (char === '"') this.string();
    else if (char !== undefined && /[-0-9]/.test(char)) this.number();
    else if (char === 't') this.literal('true');
    else if (char === 'f') this.literal('false');
    else if (char === 'n') this.literal('null');
    else this.fail('looking for beginning of value');
  }

  object(onMember?: (name: string, span: Span) => void): void {
    this.at += 1;
    this.space();
    if (this.text[this.at] === '}') {
      this.at += 1;
      return;
    }
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') this.fail('looking for beginning of object key string');
      const from = this.at;
      this.string();
      const name = this.text.slice(from, this.at);
      this.space();
      if (this.text[this.at] !== ':') this.fail('after object key');
      this.at += 1;
      onMember ? onMember(name, this.span()) : this.value();
      this.space();
      if (this.text[this.at] === '}') break;
      if (this.text[this.at] !== ',') this.fail('after object key:value pair');
      this.at += 1;
    }
    this.at += 1;
  }

  array(onMember?: (index: number, span: Span) => void): void {
    this.at += 1;
    this.space();
    if (this.text[this.at] === ']') {
      this.at += 1;
      return;
    }
    for (let index = 0; ; index++) {
      onMember ? onMember(index, this.span()) : this.value();
      this.space();
      if (this.text[this.at] === ']') break;
      if (this.text[this.at] !== ',') this.fail('after array element');
      this.at += 1;
    }
    this.at += 1;
  }

  span(): Span {
    this.space();
    const from = this.at;
    this.value();
    return { from, to: this.at };
  }

  string(): void {
    for (this.at += 1; this.text[this.at] !== '"'; this.at += 1) {
      const char = this.text[this.at];
      if (char === undefined || char < ' ') this.fail('in string literal');
      if (char === '\\') this.escape();
    }
    this.at += 1;
  }

  escape(): void {
    this.at += 1;
    const char = this.text[this.at];
    if (char === undefined || !'bfnrt\\/"u'.includes(char)) this.fail('in string escape code');
    if (char !== 'u') return;
    for (let digits = 0; digits < 4; digits++) {
      this.at += 1;
      if (!/[0-9a-fA-F]/.test(this.text[this.at] ?? '')) this.fail('in \\u hexadecimal character escape');
    }
  }

  number(): void {
    if (this.text[this.at] === '-') this.at += 1;
    if (this.text[this.at] === '0') this.at += 1;
    else this.digits('in numeric literal');
    if (this.text[this.at] === '.') {
      this.at += 1;
      this.digits('after decimal point in numeric literal');
    }
    if (!/[eE]/.test(this.text[this.at] ?? '')) return;
    this.at += 1;
    if (/[+-]/.test(this.text[this.at] ?? '')) this.at += 1;
    this.digits('in exponent of numeric literal');
  }

  digits(where: string): void {
    const from = this.at;
    while (/[0-9]/.test(this.text[this.at] ?? '')) this.at += 1;
    if (this.at === from) this.fail(where);
  }

  literal(word: string): void {
    for (let i = 0; i < word.length; i++) {
      if (this.text[this.at] !== word[i]) this.fail(`in literal ${word} (expecting ${quote(word[i]!)})`);
      this.at += 1;
    }
  }

  end(): void {
    this.space();
    if (this.at < this.text.length) this.fail('after top-level value');
  }
}

const byByte = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** What Go's decoder says of a text that is not JSON; undefined when it is. */
export function goSyntaxFault(text: string): string | undefined {
  const walker = new Walker(byByte(text));
  try {
    walker.value();
    walker.end();
    return undefined;
  } catch (fault) {
    if (fault instanceof SyntaxFault) return fault.text;
    if (fault instanceof RangeError) return 'exceeded max depth';
    throw fault;
  }
}

/** The text of one member of a valid JSON value, as it was sent: of the last one, when a name stands there twice. */
export function rawMember(text: string, path: readonly (string | number)[]): string {
  let inner = byByte(text);
  for (const step of path) {
    let span: Span | undefined;
    new Walker(inner).value((name, found) => {
      if (name === step || (typeof name === 'string' && JSON.parse(latin1ToText(name)) === step)) span = found;
    });
    inner = span === undefined ? 'null' : inner.slice(span.from, span.to);
  }
  return latin1ToText(inner);
}

const latin1ToText = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');
