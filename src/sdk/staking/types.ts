import { BinaryReader, BinaryWriter } from 'cosmjs-types/binary';
import { PageResponse } from 'cosmjs-types/cosmos/base/query/v1beta1/pagination';
import * as query from 'cosmjs-types/cosmos/staking/v1beta1/query';
import { HistoricalInfo as ProtoHistoricalInfo, Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { Header } from 'cosmjs-types/tendermint/types/types';
import type { MessageFns } from '../../types/codec.js';

// cosmjs-types writes an empty packed list as a field of length 0, which Go leaves out. In Validator that field
// (unbonding_ids, 13) is the last one, so it is cut off.

/** The bytes of a validator as Go writes them. */
export function validatorBytes(validator: Validator): Uint8Array {
  const bytes = Validator.encode(validator).finish();
  return validator.unbondingIds.length === 0 ? bytes.slice(0, -2) : bytes;
}

/** A type whose encoder appends bytes that are made apart from the writer that it gets. */
export function rawType<T>(
  typeUrl: string,
  write: (message: T, writer: BinaryWriter) => void,
  decode: (bytes: Uint8Array) => T,
): MessageFns<T> {
  return {
    typeUrl,
    encode(message, writer) {
      const target = (writer as BinaryWriter | undefined) ?? BinaryWriter.create();
      write(message, target);
      return target;
    },
    decode,
  };
}

export const HistoricalInfo = rawType<ProtoHistoricalInfo>(
  ProtoHistoricalInfo.typeUrl,
  ({ header, valset }, writer) => {
    writer.uint32(10).fork();
    Header.encode(header, writer).ldelim();
    for (const validator of valset) writer.uint32(18).bytes(validatorBytes(validator));
  },
  (bytes) => ProtoHistoricalInfo.decode(bytes),
);

/** `google.protobuf.Int64Value`. */
export const Int64Value = rawType<bigint>(
  '/google.protobuf.Int64Value',
  (value, writer) => {
    if (value !== 0n) writer.uint32(8).int64(value);
  },
  (bytes) => {
    const reader = new BinaryReader(bytes);
    let value = 0n;
    while (reader.pos < reader.len) {
      const tag = reader.uint32();
      if (tag === 8) value = reader.int64();
      else reader.skipType(tag & 7);
    }
    return value;
  },
);

/** Answers that hold validators, with the bytes that Go writes for them. */
export const QueryValidatorResponse = rawType<query.QueryValidatorResponse>(
  query.QueryValidatorResponse.typeUrl,
  ({ validator }, writer) => void writer.uint32(10).bytes(validatorBytes(validator)),
  (bytes) => query.QueryValidatorResponse.decode(bytes),
);

export const QueryDelegatorValidatorResponse = rawType<query.QueryDelegatorValidatorResponse>(
  query.QueryDelegatorValidatorResponse.typeUrl,
  ({ validator }, writer) => void writer.uint32(10).bytes(validatorBytes(validator)),
  (bytes) => query.QueryDelegatorValidatorResponse.decode(bytes),
);

const writeValidators = ({ validators, pagination }: query.QueryValidatorsResponse, writer: BinaryWriter): void => {
  for (const validator of validators) writer.uint32(10).bytes(validatorBytes(validator));
  if (pagination) PageResponse.encode(pagination, writer.uint32(18).fork()).ldelim();
};

export const QueryValidatorsResponse = rawType<query.QueryValidatorsResponse>(
  query.QueryValidatorsResponse.typeUrl,
  writeValidators,
  (bytes) => query.QueryValidatorsResponse.decode(bytes),
);

export const QueryDelegatorValidatorsResponse = rawType<query.QueryDelegatorValidatorsResponse>(
  query.QueryDelegatorValidatorsResponse.typeUrl,
  writeValidators,
  (bytes) => query.QueryDelegatorValidatorsResponse.decode(bytes),
);

export const QueryHistoricalInfoResponse = rawType<query.QueryHistoricalInfoResponse>(
  query.QueryHistoricalInfoResponse.typeUrl,
  ({ hist }, writer) => {
    if (!hist) return;
    writer.uint32(10).fork();
    HistoricalInfo.encode(hist, writer);
    writer.ldelim();
  },
  (bytes) => query.QueryHistoricalInfoResponse.decode(bytes),
);
