import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeyRange, KVStore } from '../../src/store/kv.js';
import { Value } from '../../src/store/value.js';
import { bytesToLatin1, latin1ToBytes } from '../../src/util/bytes.js';
import { CodedError, simErrors } from '../../src/util/errors.js';
import { fc } from '../util/fc.js';

/** An empty store, and how to let go of what it stands on. */
export interface Ground {
  readonly store: KVStore;
  close?(): Promise<void>;
}

export const bytesOf = (text: string): Value => Value.ofBytes(latin1ToBytes(text));
export const textOf = (value: Value | undefined): string | undefined => value && bytesToLatin1(value.bytes);
export const entriesOf = (store: Pick<KVStore, 'iterate'>, range?: KeyRange): [string, string][] =>
  [...store.iterate(range)].map(([key, value]) => [key, bytesToLatin1(value.bytes)]);

/** What every store and every stack of stores must do. */
export function describeStore(name: string, open: () => Ground | Promise<Ground>): void {
  describe(name, () => {
    let ground: Ground;
    let store: KVStore;
    beforeEach(async () => {
      ground = await open();
      store = ground.store;
    });
    afterEach(async () => ground.close?.());

    const fill = (...keys: string[]): void => {
      for (const key of keys) store.set(key, bytesOf(`v${key}`));
    };
    const keys = (range?: KeyRange): string[] => entriesOf(store, range).map(([key]) => key);

    it('gives back what was set', () => {
      fill('b', 'a');
      expect(textOf(store.get('a'))).toBe('va');
      expect(store.has('a')).toBe(true);
      store.set('a', bytesOf('new'));
      expect(textOf(store.get('a'))).toBe('new');
    });

    it('has nothing under a key that was never set or was removed', () => {
      fill('a');
      store.delete('a');
      store.delete('never');
      expect(store.get('a')).toBeUndefined();
      expect(store.has('never')).toBe(false);
      expect(keys()).toEqual([]);
    });

    it('takes an empty value for a value', () => {
      store.set('a', bytesOf(''));
      expect(textOf(store.get('a'))).toBe('');
      expect(entriesOf(store)).toEqual([['a', '']]);
    });

    it('walks in byte order, both ways, within half-open bounds', () => {
      fill('b', '\xff', 'a\0', 'a', '\0', 'ab', 'B');
      expect(keys()).toEqual(['\0', 'B', 'a', 'a\0', 'ab', 'b', '\xff']);
      expect(keys({ reverse: true })).toEqual(['\xff', 'b', 'ab', 'a\0', 'a', 'B', '\0']);
      expect(keys({ start: 'a', end: 'b' })).toEqual(['a', 'a\0', 'ab']);
      expect(keys({ start: 'a', end: 'b', reverse: true })).toEqual(['ab', 'a\0', 'a']);
      expect(keys({ start: 'b' })).toEqual(['b', '\xff']);
      expect(keys({ end: 'B' })).toEqual(['\0']);
      expect(keys({ start: 'b', end: 'b' })).toEqual([]);
      expect(keys({ start: 'z', end: 'b' })).toEqual([]);
    });

    it('does not show an iterator what is written after it was opened', () => {
      fill('a', 'b', 'c');
      const open = store.iterate();
      fill('0', 'bb');
      store.set('b', bytesOf('changed'));
      store.delete('c');
      expect([...open].map(([key, value]) => [key, textOf(value)])).toEqual([
        ['a', 'va'],
        ['b', 'vb'],
        ['c', 'vc'],
      ]);
      expect(keys()).toEqual(['0', 'a', 'b', 'bb']);
    });

    it('can be emptied while it is walked', () => {
      fill('a', 'b', 'c', 'd');
      for (const [key] of store.iterate()) store.delete(key);
      expect(keys()).toEqual([]);
    });

    it('an iterator that is done stays done, and one that is left early can be closed', () => {
      fill('a', 'b');
      const all = store.iterate();
      while (!all.next().done);
      expect(all.next().done).toBe(true);
      for (const [key] of store.iterate()) {
        expect(key).toBe('a');
        break;
      }
    });

    it('refuses what is no key and no value', () => {
      const refused = (run: () => unknown): void => {
        expect(run).toThrow(CodedError);
        expect(run).toThrow(simErrors.invalidKey.text);
      };
      refused(() => store.set('k'.repeat(131_072), bytesOf('')));
      refused(() => store.set('k', undefined as unknown as Value));
    });

    it('does what a sorted map does, whatever the order of operations', () => {
      fc.assert(
        fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
          for (const [key] of [...store.iterate()]) store.delete(key);
          const model = new Map<string, string>();
          for (const step of operations) runBoth(store, model, step);
        }),
        { numRuns: 60 },
      );
    });
  });
}

type Operation =
  | { readonly do: 'set'; readonly key: string; readonly value: string }
  | { readonly do: 'delete'; readonly key: string }
  | { readonly do: 'get'; readonly key: string }
  | { readonly do: 'walk'; readonly start: string; readonly end: string; readonly reverse: boolean };

const bytes = fc.constantFrom('\0', 'a', 'b', '\xff');
const someKey = fc.string({ unit: bytes, minLength: 1, maxLength: 3 });
const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('set' as const), key: someKey, value: fc.string({ unit: bytes }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), key: someKey }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('get' as const), key: someKey }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('walk' as const), start: someKey, end: someKey, reverse: fc.boolean() }),
  },
);

function runBoth(store: KVStore, model: Map<string, string>, step: Operation): void {
  if (step.do === 'set') {
    store.set(step.key, bytesOf(step.value));
    model.set(step.key, step.value);
  } else if (step.do === 'delete') {
    store.delete(step.key);
    model.delete(step.key);
  } else if (step.do === 'get') {
    expect(textOf(store.get(step.key))).toBe(model.get(step.key));
  } else {
    const { start, end, reverse } = step;
    const within = [...model].filter(([key]) => key >= start && key < end).sort(([a], [b]) => (a < b ? -1 : 1));
    expect(entriesOf(store, { start, end, reverse })).toEqual(reverse ? within.reverse() : within);
  }
}
