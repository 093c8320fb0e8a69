import type { BinaryWriter } from 'cosmjs-types/binary';
import { PageResponse } from 'cosmjs-types/cosmos/base/query/v1beta1/pagination';
import * as query from 'cosmjs-types/cosmos/staking/v1beta1/query';
import { HistoricalInfo as ProtoHistoricalInfo, Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { Header } from 'cosmjs-types/tendermint/types/types';
import { SlabWriter } from '../../types/slabWriter.js';
import { rawType } from '../rawType.js';

// cosmjs-types writes an empty packed list as a field of length 0, which Go leaves out. In Validator that field
// (unbonding_ids, 13) is the last one, so it is cut off.

// Every block's record of history holds the whole set, and stored records never change.
const written = new WeakMap<Validator, Uint8Array>();

/** Of its own, because validators are also written in the midst of other records. */
const slab = new SlabWriter();

/** The bytes of a validator as Go writes them; the same ones at every call. */
export function validatorBytes(validator: Validator): Uint8Array {
  const known = written.get(validator);
  if (known !== undefined) return known;
  Validator.encode(validator, slab.reset() as never);
  const whole = slab.finish();
  const bytes = validator.unbondingIds.length === 0 ? whole.subarray(0, -2) : whole;
  written.set(validator, bytes);
  return bytes;
}

export const HistoricalInfo = rawType<ProtoHistoricalInfo>(
  ProtoHistoricalInfo.typeUrl,
  ({ header, valset }, writer) => {
    writer.uint32(10).fork();
    Header.encode(header, writer).ldelim();
    for (const validator of valset) writer.uint32(18).bytes(validatorBytes(validator));
  },
  (input) => ProtoHistoricalInfo.decode(input),
);

/** Answers that hold validators, with the bytes that Go writes for them. */
export const QueryValidatorResponse = rawType<query.QueryValidatorResponse>(
  query.QueryValidatorResponse.typeUrl,
  ({ validator }, writer) => void writer.uint32(10).bytes(validatorBytes(validator)),
  (input) => query.QueryValidatorResponse.decode(input),
);

export const QueryDelegatorValidatorResponse = rawType<query.QueryDelegatorValidatorResponse>(
  query.QueryDelegatorValidatorResponse.typeUrl,
  ({ validator }, writer) => void writer.uint32(10).bytes(validatorBytes(validator)),
  (input) => query.QueryDelegatorValidatorResponse.decode(input),
);

const writeValidators = ({ validators, pagination }: query.QueryValidatorsResponse, writer: BinaryWriter): void => {
  for (const validator of validators) writer.uint32(10).bytes(validatorBytes(validator));
  if (pagination) PageResponse.encode(pagination, writer.uint32(18).fork()).ldelim();
};

export const QueryValidatorsResponse = rawType<query.QueryValidatorsResponse>(
  query.QueryValidatorsResponse.typeUrl,
  writeValidators,
  (input) => query.QueryValidatorsResponse.decode(input),
);

export const QueryDelegatorValidatorsResponse = rawType<query.QueryDelegatorValidatorsResponse>(
  query.QueryDelegatorValidatorsResponse.typeUrl,
  writeValidators,
  (input) => query.QueryDelegatorValidatorsResponse.decode(input),
);

export const QueryHistoricalInfoResponse = rawType<query.QueryHistoricalInfoResponse>(
  query.QueryHistoricalInfoResponse.typeUrl,
  ({ hist }, writer) => {
    if (!hist) return;
    writer.uint32(10).fork();
    HistoricalInfo.encode(hist, writer);
    writer.ldelim();
  },
  (input) => query.QueryHistoricalInfoResponse.decode(input),
);
