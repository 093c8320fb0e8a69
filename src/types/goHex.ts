/** The bytes of a text, or the complaint of the chain's decoder, which clients see. */
export type HexResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly complaint: string };

/** Reads hex of either case as the chain's programs do: an illegal byte is told before an odd length. */
export function readGoHex(text: string): HexResult {
  const input = Buffer.from(text, 'utf8').toString('latin1');
  const illegal = /[^0-9a-fA-F]/.exec(input)?.[0];
  if (illegal !== undefined) return { ok: false, complaint: `encoding/hex: invalid byte: ${describeByte(illegal)}` };
  if (input.length % 2 === 1) return { ok: false, complaint: 'encoding/hex: odd length hex string' };
  return { ok: true, bytes: new Uint8Array(Buffer.from(input, 'hex')) };
}

/** `U+007A 'z'`; what cannot be printed stands without its character. */
function describeByte(byte: string): string {
  const code = byte.charCodeAt(0);
  const number = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const printable = code > 0x1f && (code < 0x7f || code > 0xa0) && code !== 0xad;
  return printable ? `${number} '${byte}'` : number;
}
