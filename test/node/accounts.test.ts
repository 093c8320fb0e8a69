import { describe, expect, it } from 'vitest';
import { deriveAccounts, isMnemonic } from '../../src/node/accounts.js';

const mnemonic = 'test test test test test test test test test test test junk';

describe('accounts', () => {
  it('are those that a wallet derives from the mnemonic', () => {
    const [first, second] = deriveAccounts(mnemonic, [0, 7], 'gonka');
    expect([first!.index, second!.index]).toEqual([0, 7]);
    expect(first!.address).toBe('gonka1vcqc3gcyu3j937nz7kyvmhwxgqctp88xsq5qlw');
    expect(first!.publicKey).toHaveLength(33);
    expect(second!.address).not.toBe(first!.address);
  });

  it('come from a mnemonic with a checksum', () => {
    expect(isMnemonic(mnemonic)).toBe(true);
    expect(isMnemonic(mnemonic.replace('junk', 'test'))).toBe(false);
  });
});
