import { expect, it } from 'vitest';
import { MultiStore } from '../../src/store/multiStore.js';
import { Value } from '../../src/store/value.js';
import { bytesToHex, bytesToLatin1 } from '../../src/util/bytes.js';
import { fc } from '../util/fc.js';
import { fuzzOptions, fuzzTimeout } from './fuzzOptions.js';

const names = ['bank', 'inference'];

/** A write to a store; without a value it removes. */
interface Change {
  readonly store: string;
  readonly key: string;
  readonly value: Uint8Array | undefined;
}

// Few keys, so that later commits change and remove what earlier ones have set.
const key = fc.uint8Array({ minLength: 1, maxLength: 2, max: 7 }).map(bytesToLatin1);
const change: fc.Arbitrary<Change> = fc.record({
  store: fc.constantFrom(...names),
  key,
  value: fc.option(fc.uint8Array({ maxLength: 4 }), { nil: undefined, freq: 3 }),
});
/** Change sets of a few commits: each key of a store at most once in a set. */
const history = fc.array(
  fc.uniqueArray(change, { selector: ({ store, key: name }) => `${store}/${name}`, maxLength: 40 }),
  { minLength: 1, maxLength: 6 },
);

/** App hashes after each commit of the change sets, made in the order given. */
function hashes(sets: readonly (readonly Change[])[]): string[] {
  const stores = new MultiStore({ stores: names });
  return sets.map((set) => {
    const branch = stores.branch();
    for (const { store, key: name, value } of set) {
      if (value === undefined) branch.store(store).delete(name);
      else branch.store(store).set(name, Value.ofBytes(value));
    }
    branch.write();
    return bytesToHex(stores.commit().hash);
  });
}

it(
  'the app hash does not depend on the order in which equal changes are made',
  () => {
    const twoOrders = history.chain((sets) =>
      fc.tuple(fc.constant(sets), fc.tuple(...sets.map((set) => fc.shuffledSubarray(set, { minLength: set.length })))),
    );
    fc.assert(
      fc.property(twoOrders, ([sets, shuffled]) => {
        expect(hashes(shuffled)).toEqual(hashes(sets));
      }),
      fuzzOptions(100),
    );
  },
  fuzzTimeout,
);
