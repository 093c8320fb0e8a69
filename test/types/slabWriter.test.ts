import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { describe, expect, it } from 'vitest';
import { SlabWriter } from '../../src/types/slabWriter.js';
import { fc } from '../util/fc.js';
import { complaint } from './complaint.js';

/** Runs the same calls on both writers. */
function both(write: (writer: SlabWriter) => void): [Uint8Array, Uint8Array] {
  const slab = new SlabWriter();
  const plain = new BinaryWriter();
  write(slab);
  write(plain as unknown as SlabWriter);
  return [slab.finish(), plain.finish()];
}

describe('SlabWriter', () => {
  it.each([0, 1, 42, 43, 126, 127, 128, 129, 16_383, 16_384, 70_000])('nests %i bytes', (length) => {
    const [slab, plain] = both((writer) => {
      writer.uint32(10).fork();
      writer.uint32(18).string('x'.repeat(length));
      writer.uint32(26).fork().join();
      writer.join();
    });
    expect(slab).toEqual(plain);
  });

  it.each([0, 1, 127, 128, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1])('writes uint32 %i', (value) => {
    const [slab, plain] = both((writer) => writer.uint32(value));
    expect(slab).toEqual(plain);
  });

  it.each([0, 1, -1, 2 ** 31 - 1, -(2 ** 31)])('writes int32 %i', (value) => {
    const [slab, plain] = both((writer) => writer.int32(value));
    expect(slab).toEqual(plain);
  });

  it('writes any 64-bit number, text and floating point number', () => {
    const edges = fc.constantFrom(2n ** 53n - 1n, 2n ** 53n, 2n ** 56n, 2n ** 63n - 1n, -1n, -(2n ** 63n));
    fc.assert(
      fc.property(
        fc.oneof(edges, fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)),
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.double(),
        fc.float({ noNaN: true }),
        (long, text, double, float) => {
          const [slab, plain] = both((writer) => {
            writer.int64(long);
            writer.uint64(BigInt.asUintN(64, long));
            writer.sfixed64(long);
            writer.string(text);
            writer.double(double);
            if (Number.isFinite(float)) writer.float(float);
            writer.bool(long > 0n);
          });
          expect(slab).toEqual(plain);
        },
      ),
    );
  });

  it('writes one record after another, wherever its page ends', () => {
    const lengths = fc.array(fc.oneof(fc.nat(300), fc.nat(10_000)), { minLength: 30, maxLength: 60 });
    fc.assert(
      fc.property(lengths, (all) => {
        const slab = new SlabWriter();
        const records = all.map((length) => {
          const plain = new BinaryWriter();
          for (const writer of [slab, plain as unknown as SlabWriter]) {
            writer.uint32(10).fork().uint32(18).fork();
            writer.uint32(26).string('x'.repeat(length % 150));
            writer.uint32(34).bytes(new Uint8Array(length).fill(length));
            writer.join().uint32(25).double(length).join();
          }
          return [slab.finish(), plain.finish()] as const;
        });
        for (const [own, plain] of records) expect(own).toEqual(plain);
      }),
      { numRuns: 50 },
    );
  });

  it('is empty after finish and after reset', () => {
    const writer = new SlabWriter();
    expect(writer.uint32(1).finish()).toEqual(new Uint8Array([1]));
    writer.uint32(2).fork();
    expect(writer.reset().uint32(3).finish()).toEqual(new Uint8Array([3]));
    writer.fork().bytes(new Uint8Array(9000));
    expect(writer.reset().uint32(4).finish()).toEqual(new Uint8Array([4]));
    expect(writer.finish()).toHaveLength(0);
  });

  it.each([
    ['uint32', (writer: SlabWriter) => writer.uint32(2 ** 32)],
    ['uint32', (writer: SlabWriter) => writer.uint32(-1)],
    ['uint32', (writer: SlabWriter) => writer.uint32(0.5)],
    ['int32', (writer: SlabWriter) => writer.int32(2 ** 31)],
    ['int64', (writer: SlabWriter) => writer.int64(2n ** 63n)],
    ['uint64', (writer: SlabWriter) => writer.uint64(-1n)],
  ])('refuses what is no %s', (kind, write) => {
    expect(complaint(() => write(new SlabWriter()))).toMatch(new RegExp(`^gonka-sim/1 .* is not a ${kind}`));
  });
});
