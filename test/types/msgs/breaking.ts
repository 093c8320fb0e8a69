import { describe, expect, it } from 'vitest';
import type { MsgSpec } from '../../../src/types/msgs/registry.js';
import { complaint } from '../complaint.js';

export const alice = 'gonka1cdmmm9k7ftkxn9n7ayet46tc66h92zgmrejaur';
export const bob = 'gonka1rttdxs5egthx726jwvcwslfng2qklfhm6h5ter';
/** 64 bytes. */
export const signature = `${'A'.repeat(86)}==`;
/** 32 bytes. */
export const ed25519Key = 'O/wmlZTvZJIo6adLqwDwQu/JHVrMb77jGjgugNQjiP4=';
/** 33 bytes, the first one 2. */
export const secp256k1Key = 'AnFKhHsTccPI1ZQ9wafq9OBurBgrIsHCcyualEfKPpQb';

export const badAddress = 'decoding bech32 failed: invalid bech32 string length 1): invalid address';

/** What each change of a good message is refused with; undefined where it still passes. */
export type Breaks<Req> = readonly (readonly [change: Partial<Req>, complaint: string | undefined])[];

/** Declares the tests of one message: the good one passes, then each row breaks one thing. */
export function breaking<Req>(name: string, spec: MsgSpec<Req, unknown>, good: Req, rows: Breaks<Req>): void {
  describe(name, () => {
    it('takes a good message', () => {
      expect(complaint(() => spec.validateBasic(good, 'gonka'))).toBe('no complaint');
    });

    it.each(rows)('%o', (change, why) => {
      const broken = { ...good, ...change };
      expect(complaint(() => spec.validateBasic(broken, 'gonka'))).toBe(why ?? 'no complaint');
    });
  });
}
