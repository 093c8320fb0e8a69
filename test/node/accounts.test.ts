import { describe, expect, it } from 'vitest';
import { deriveAccounts, isMnemonic } from '../../src/node/accounts.js';
import { simErrors } from '../../src/util/errors.js';
import { expectError } from '../store/errors.js';

const mnemonic = 'test test test test test test test test test test test junk';

describe('accounts', () => {
  it('are those that a wallet derives from the mnemonic', () => {
    const [first, second] = deriveAccounts(mnemonic, [0, 7], 'gonka');
    expect([first!.index, second!.index]).toEqual([0, 7]);
    expect(first!.address).toBe('gonka1vcqc3gcyu3j937nz7kyvmhwxgqctp88xsq5qlw');
    expect(first!.publicKey).toHaveLength(33);
    expect(second!.address).not.toBe(first!.address);
  });

  it('are not derived from another text', () => {
    const text = 'mnemonic: 12 to 24 words of BIP-39 with a right checksum are wanted';
    for (const words of ['one two', mnemonic.replace('junk', 'test'), '']) {
      expectError(() => deriveAccounts(words, [0], 'gonka'), simErrors.usage, text);
    }
  });

  it('come from a mnemonic with a checksum', () => {
    expect(isMnemonic(mnemonic)).toBe(true);
    expect(isMnemonic(mnemonic.replace('junk', 'test'))).toBe(false);
  });
});
