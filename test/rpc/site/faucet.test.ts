import { BaseAccount } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import { QueryAccountResponse } from 'cosmjs-types/cosmos/auth/v1beta1/query';
import { describe, expect, it } from 'vitest';
import type { TxResult } from '../../../src/app/txResult.js';
import { Faucet, faucetErrors } from '../../../src/rpc/site/faucet.js';
import { proto } from '../../../src/types/codec.js';
import { writeBech32 } from '../../../src/util/bech32.js';

const address = writeBech32('gonka', new Uint8Array(20).fill(1));
const nothing = { codespace: '', key: undefined, proofOps: [], height: 1n };

/** A node whose faucet account has a sequence, and which answers broadcasts with these codes in turn. */
function faucetWith({ sequence = 3n, codes = [0], known = true } = {}) {
  const signed: bigint[] = [];
  const account = {
    typeUrl: BaseAccount.typeUrl,
    value: proto(BaseAccount).encode(BaseAccount.fromPartial({ sequence })),
  };
  const value = proto(QueryAccountResponse).encode({ account });
  const node = {
    chainId: 'test-1',
    genesis: { bech32Prefix: 'gonka' },
    methods: new Set<string>(),
    query: () => ({ ...nothing, code: known ? 0 : 22, log: '', value }),
    broadcast: () => ({ code: codes.shift() ?? 0, log: 'out of coins' }) as TxResult,
  };
  const sign = ({ sequence: used }: { sequence: bigint }) => {
    signed.push(used);
    return new Uint8Array();
  };
  return { faucet: new Faucet(node, { address, sign, amounts: { ngonka: 5n }, cooldown: 10 }), signed };
}

const request = (first: number) => ({ address: writeBech32('gonka', new Uint8Array(20).fill(first)), denom: 'ngonka' });

describe('a faucet', () => {
  it('counts on from its last payment, which may not be in a block yet', () => {
    const { faucet, signed } = faucetWith();
    for (const first of [2, 3, 4]) faucet.credit(request(first), 0);
    expect(signed).toEqual([3n, 4n, 5n]);
  });

  it('begins again from what the chain says when that has gone back', () => {
    const { faucet, signed } = faucetWith({ codes: [0, 32, 0] });
    faucet.credit(request(2), 0);
    faucet.credit(request(3), 0);
    expect(signed).toEqual([3n, 4n, 3n]);
  });

  it('pays an address again after a while', () => {
    const { faucet } = faucetWith();
    faucet.credit(request(2), 100);
    expect(() => faucet.credit(request(2), 109)).toThrow(expect.objectContaining({ kind: faucetErrors.tooSoon }));
    faucet.credit(request(2), 110);
  });

  it('says why the node does not take a payment, and forgets it', () => {
    const { faucet } = faucetWith({ codes: [5, 0] });
    const failed = { code: 500, message: 'out of coins: sending tokens failed' };
    expect(() => faucet.credit(request(2), 0)).toThrow(expect.objectContaining(failed));
    faucet.credit(request(2), 0);
    const unknown = faucetWith({ known: false }).faucet;
    expect(() => unknown.credit(request(2), 0)).toThrow(expect.objectContaining({ code: 500 }));
  });
});
