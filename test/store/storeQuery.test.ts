import { iavlSpec, ics23, tendermintSpec, verifyMembership, verifyNonMembership } from '@confio/ics23';
import { describe, expect, it } from 'vitest';
import { appHashOfRoots } from '../../src/store/commitInfo.js';
import { MultiStore } from '../../src/store/multiStore.js';
import { queryErrors, queryStore, type StoreQuery } from '../../src/store/storeQuery.js';
import { bytesToHex, bytesToLatin1, bytesToUtf8, latin1ToBytes, utf8ToBytes } from '../../src/util/bytes.js';
import { fc } from '../util/fc.js';
import { bytesOf } from './conformance.js';
import { expectError } from './errors.js';

function threeVersions(): MultiStore {
  const stores = new MultiStore({ stores: ['bank', 'acc', { name: 't', kind: 'transient' }] });
  for (const text of ['1', '2', '3']) {
    stores.store('bank').set('a', bytesOf(text));
    stores.store('bank').set(`b${text}`, bytesOf(''));
    stores.commit();
  }
  return stores;
}

const ask = (change: Partial<StoreQuery>) =>
  queryStore(threeVersions(), { path: '/bank/key', data: utf8ToBytes('a'), height: 3n, prove: false, ...change });

describe('queryStore', () => {
  it.each([
    ['a height', { height: 1n }, '1', 1n],
    ['the last height', {}, '3', 3n],
    ['height 0: the one before the last', { height: 0n }, '2', 2n],
  ])('answers %s', (_, change, value, height) => {
    const answer = ask(change);
    expect([bytesToUtf8(answer.value!), answer.height, answer.log]).toEqual([value, height, '']);
    expect(answer.proofOps).toEqual([]);
  });

  it('answers height 0 with the only height there is', () => {
    const stores = new MultiStore({ stores: ['bank'] });
    stores.store('bank').set('a', bytesOf('1'));
    stores.commit();
    const answer = queryStore(stores, { path: '/bank/key', data: utf8ToBytes('a'), height: 0n, prove: false });
    expect(answer.height).toBe(1n);
  });

  it('says so when the version does not exist, without an error', () => {
    expect(ask({ height: 9n })).toMatchObject({ log: 'version does not exist', height: 9n, value: undefined });
  });

  it('gives all entries of a prefix', () => {
    expect(bytesToHex(ask({ path: '/bank/subspace', data: utf8ToBytes('b') }).value!)).toBe(
      '0a040a0262310a040a0262320a040a026233',
    );
  });

  it.each([
    ['no key', { data: new Uint8Array(0) }, queryErrors.txDecode, 'query cannot be zero length: tx parse error'],
    ['an unknown store', { path: '/nope/key' }, queryErrors.unknownRequest, 'no such store: nope: unknown request'],
    ['a transient store', { path: '/t/key' }, queryErrors.unknownRequest, 'no such store: t: unknown request'],
    ['another path', { path: '/bank/x' }, queryErrors.unknownRequest, 'unexpected query path: /x: unknown request'],
    ['no path', { path: '/bank' }, queryErrors.unknownRequest, 'unexpected query path: : unknown request'],
    ['no slash', { path: 'bank/key' }, queryErrors.unknownRequest, 'invalid path: bank/key: unknown request'],
    [
      'a proof of what does not exist',
      { height: 9n, prove: true },
      queryErrors.invalidRequest,
      'proof is unexpectedly empty',
    ],
  ])('refuses %s', (_, change, kind, text) => expectError(() => ask(change), kind, text));
});

describe('proofs', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '\0', '\xff'), minLength: 1, maxLength: 4 });
  const filled = fc.dictionary(name, fc.string({ unit: fc.constantFrom('x', 'y'), minLength: 1 }), { maxKeys: 20 });

  it('hold for every present and absent key, for the library that clients use', () => {
    fc.assert(
      fc.property(filled, name, fc.integer({ min: 1, max: 9 }), (content, asked, storeCount) => {
        const names = Array.from({ length: storeCount }, (_, i) => `store${i}`);
        const stores = new MultiStore({ stores: names });
        const store = names[storeCount >> 1]!;
        for (const [key, value] of Object.entries(content)) stores.store(store).set(key, bytesOf(value));
        stores.store(store).set('m', bytesOf('always'));
        const { hash } = stores.commit();
        const data = latin1ToBytes(asked);
        const answer = queryStore(stores, { path: `/${store}/key`, data, height: 1n, prove: true });
        const [iavl, simple] = answer.proofOps.map((op) => ics23.CommitmentProof.decode(op.data));
        const root = stores.at(1n).info.stores.find((info) => info.name === store)!.hash;
        if (answer.value === undefined) expect(verifyNonMembership(iavl!, iavlSpec, root, data)).toBe(true);
        else expect(verifyMembership(iavl!, iavlSpec, root, data, answer.value)).toBe(true);
        expect(verifyMembership(simple!, tendermintSpec, hash, utf8ToBytes(store), root)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('of an empty tree name no neighbour', () => {
    const stores = new MultiStore({ stores: ['bank'] });
    stores.commit();
    const answer = queryStore(stores, { path: '/bank/key', data: utf8ToBytes('key'), height: 1n, prove: true });
    expect(bytesToHex(answer.proofOps[0]!.data)).toBe('12050a036b6579');
  });
});

describe('appHashOfRoots', () => {
  it.each([
    [[], 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [['key1 value1', 'key0 value0'], '85931c83a573f13871cdff5ccd0690566c1d97921e9d692e6890f65877b9b343'],
    [['key2 value2', 'key1 value1', 'key0 value0'], 'c44fee1637e0a24e6d871ce7aa1de831c451664e03db7c43322bae3e452afc13'],
  ])('of %j', (pairs, hash) => {
    const roots = pairs.map((pair) => pair.split(' ') as [string, string]);
    expect(bytesToHex(latin1ToBytes(appHashOfRoots(roots)))).toBe(hash);
    expect(bytesToLatin1(latin1ToBytes(appHashOfRoots(roots.toReversed())))).toBe(appHashOfRoots(roots));
  });
});
