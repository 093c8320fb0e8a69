import type { BinaryReader, BinaryWriter } from 'cosmjs-types/binary';
import { emptyBytes } from '../../util/bytes.js';
import { rawType } from '../rawType.js';

// The module's records, in the deployed chain's numbers, as far as a chain without dealers writes them.

export interface Params {
  readonly totalSlots: number;
  readonly degreeOffset: number;
  /** Lengths of phases in blocks. */
  readonly dealingPhase: bigint;
  readonly verificationPhase: bigint;
  readonly signingDeadline: bigint;
}

/** A member of an epoch, and the slots of the common key that his weight gives him. */
export interface SlotOwner {
  readonly address: string;
  /** Units of 1e-18 of a per cent. */
  readonly percentage: string;
  readonly publicKey: Uint8Array;
  readonly firstSlot: number;
  readonly lastSlot: number;
}

/** How far a key has come: the numbers of the two phases that one without dealers goes through. */
export const phases = { dealing: 1, failed: 4 } as const;

/** How far an epoch's common key has come. */
export interface EpochKeys {
  readonly epoch: bigint;
  readonly totalSlots: number;
  readonly degree: number;
  readonly owners: readonly SlotOwner[];
  /** Number of the phase, `phases`. */
  readonly phase: number;
  /** Heights. */
  readonly dealingDeadline: bigint;
  readonly verifyingDeadline: bigint;
}

/** Calls `field` for every tag; what it does not take is passed over. */
function readFields(reader: BinaryReader, field: (tag: number) => boolean): void {
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (!field(tag)) reader.skipType(tag & 7);
  }
}

const writeUint32 = (writer: BinaryWriter, tag: number, value: number): void => {
  if (value !== 0) writer.uint32(tag).uint32(value);
};
const writeInt64 = (writer: BinaryWriter, tag: number, value: bigint): void => {
  if (value !== 0n) writer.uint32(tag).int64(value);
};

export const Params = rawType<Params>(
  '/inference.bls.Params',
  (params, writer) => {
    writeUint32(writer, 8, params.totalSlots);
    writeUint32(writer, 16, params.degreeOffset);
    writeInt64(writer, 24, params.dealingPhase);
    writeInt64(writer, 32, params.verificationPhase);
    writeInt64(writer, 40, params.signingDeadline);
  },
  (reader) => {
    const read = { totalSlots: 0, degreeOffset: 0, dealingPhase: 0n, verificationPhase: 0n, signingDeadline: 0n };
    readFields(reader, (tag) => {
      if (tag === 8) read.totalSlots = reader.uint32();
      else if (tag === 16) read.degreeOffset = reader.uint32();
      else if (tag === 24) read.dealingPhase = reader.int64();
      else if (tag === 32) read.verificationPhase = reader.int64();
      else if (tag === 40) read.signingDeadline = reader.int64();
      else return false;
      return true;
    });
    return read;
  },
);

function writeOwner(writer: BinaryWriter, owner: SlotOwner): void {
  writer.uint32(34).fork();
  if (owner.address !== '') writer.uint32(10).string(owner.address);
  if (owner.percentage !== '') writer.uint32(18).string(owner.percentage);
  if (owner.publicKey.length > 0) writer.uint32(26).bytes(owner.publicKey);
  writeUint32(writer, 32, owner.firstSlot);
  writeUint32(writer, 40, owner.lastSlot);
  writer.ldelim();
}

function readOwner(reader: BinaryReader): SlotOwner {
  const read = { address: '', percentage: '', publicKey: emptyBytes as Uint8Array, firstSlot: 0, lastSlot: 0 };
  const end = reader.uint32() + reader.pos;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === 10) read.address = reader.string();
    else if (tag === 18) read.percentage = reader.string();
    else if (tag === 26) read.publicKey = reader.bytes();
    else if (tag === 32) read.firstSlot = reader.uint32();
    else if (tag === 40) read.lastSlot = reader.uint32();
    else reader.skipType(tag & 7);
  }
  return read;
}

/** Each member has a place for his part and one for his verification; without dealers they stay empty. */
const emptyPlaces: readonly number[] = [74, 82];

export const EpochKeys = rawType<EpochKeys>(
  '/inference.bls.EpochBLSData',
  (keys, writer) => {
    if (keys.epoch !== 0n) writer.uint32(8).uint64(keys.epoch);
    writeUint32(writer, 16, keys.totalSlots);
    writeUint32(writer, 24, keys.degree);
    for (const owner of keys.owners) writeOwner(writer, owner);
    writeUint32(writer, 40, keys.phase);
    writeInt64(writer, 48, keys.dealingDeadline);
    writeInt64(writer, 56, keys.verifyingDeadline);
    for (const tag of emptyPlaces) for (const _owner of keys.owners) writer.uint32(tag).uint32(0);
  },
  (reader) => {
    const owners: SlotOwner[] = [];
    const read = {
      epoch: 0n,
      totalSlots: 0,
      degree: 0,
      phase: 0,
      dealingDeadline: 0n,
      verifyingDeadline: 0n,
    };
    readFields(reader, (tag) => {
      if (tag === 8) read.epoch = reader.uint64();
      else if (tag === 16) read.totalSlots = reader.uint32();
      else if (tag === 24) read.degree = reader.uint32();
      else if (tag === 34) owners.push(readOwner(reader));
      else if (tag === 40) read.phase = reader.uint32();
      else if (tag === 48) read.dealingDeadline = reader.int64();
      else if (tag === 56) read.verifyingDeadline = reader.int64();
      else return false;
      return true;
    });
    return { ...read, owners };
  },
);
