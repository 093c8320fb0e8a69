import { expect, it } from 'vitest';
import { VersionRow } from '../../src/store/versionRow.js';

it('holds what consecutive versions left, and lets go of them at either end', () => {
  const row = VersionRow.of<string | undefined>(7, 'seven');
  expect(row.versions).toEqual([7]);
  row.push(8, undefined);
  row.push(9, 'nine');
  row.push(10, 'ten');
  expect([row.has(6), row.has(8), row.has(11)]).toEqual([false, true, false]);
  expect([row.get(6), row.get(7), row.get(8), row.get(10)]).toEqual([undefined, 'seven', undefined, 'ten']);
  row.dropTo(6);
  row.dropAfter(11);
  expect(row.versions).toEqual([7, 8, 9, 10]);
  row.dropTo(8);
  row.dropAfter(9);
  expect([row.versions, row.get(9), row.has(10)]).toEqual([[9], 'nine', false]);
  row.dropAfter(1);
  expect(row.versions).toEqual([]);
  row.push(3, 'three');
  row.dropTo(99);
  expect([row.versions, row.has(3)]).toEqual([[], false]);
});
