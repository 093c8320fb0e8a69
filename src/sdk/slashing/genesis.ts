import type { Params, ValidatorSigningInfo } from 'cosmjs-types/cosmos/slashing/v1beta1/slashing';
import { utf8ToBytes } from '../../util/bytes.js';
import * as dec from '../../util/legacyDec.js';
import { bool, decimal, duration, genesisError, int64, type Json, list, record, text, timestamp } from '../json.js';
import type { SlashingKeeper } from './keeper.js';
import { fractionOf } from './liveness.js';

interface SigningInfo {
  readonly address: string;
  readonly validatorSigningInfo: ValidatorSigningInfo;
}

interface MissedBlocks {
  readonly address: string;
  readonly missedBlocks: { readonly index: bigint; readonly missed: boolean }[];
}

export interface SlashingGenesis {
  readonly params: Params;
  readonly signingInfos: SigningInfo[];
  readonly missedBlocks: MissedBlocks[];
}

/** A fraction: decimal text in JSON, in the record the digits of its units as bytes. */
const fraction: Json<Uint8Array> = {
  read: (json, path) => utf8ToBytes(decimal.read(json, path)),
  write: (value) => dec.format(fractionOf(value)),
  absent: () => utf8ToBytes('0'),
};

const slashingGenesisJson: Json<SlashingGenesis> = record<SlashingGenesis>({
  params: record<Params>({
    signedBlocksWindow: int64,
    minSignedPerWindow: fraction,
    downtimeJailDuration: duration,
    slashFractionDoubleSign: fraction,
    slashFractionDowntime: fraction,
  }),
  signingInfos: list(
    record<SigningInfo>({
      address: text,
      validatorSigningInfo: record<ValidatorSigningInfo>({
        address: text,
        startHeight: int64,
        indexOffset: int64,
        jailedUntil: timestamp,
        tombstoned: bool,
        missedBlocksCounter: int64,
      }),
    }),
  ),
  missedBlocks: list(
    record<MissedBlocks>({ address: text, missedBlocks: list(record({ index: int64, missed: bool })) }),
  ),
});

/** Reads x/slashing's genesis and checks its parameters; faults name the path. */
export function readSlashingGenesis(genesis: unknown): SlashingGenesis {
  const read = slashingGenesisJson.read(genesis, 'slashing');
  const { params } = read;
  if (params.signedBlocksWindow < 1n) throw genesisError('slashing.params.signed_blocks_window', 'must be positive');
  const fractions = [
    ['min_signed_per_window', params.minSignedPerWindow],
    ['slash_fraction_double_sign', params.slashFractionDoubleSign],
    ['slash_fraction_downtime', params.slashFractionDowntime],
  ] as const;
  for (const [name, bytes] of fractions) {
    const value = fractionOf(bytes);
    if (value < 0n || value > dec.one) throw genesisError(`slashing.params.${name}`, 'must be between 0 and 1');
  }
  return read;
}

/** Stores parameters and what is known of signers; keys of validators that are there already are noted. */
export function initSlashing(keeper: SlashingKeeper, { params, signingInfos, missedBlocks }: SlashingGenesis): void {
  for (const { operatorAddress } of keeper.staking.validators()) keeper.afterValidatorCreated(operatorAddress);
  for (const { address, validatorSigningInfo } of signingInfos) {
    keeper.schema.signingInfos.set(address, validatorSigningInfo);
  }
  for (const { address, missedBlocks: places } of missedBlocks) {
    for (const { index, missed } of places) {
      if (missed) keeper.noteMissed(address, index);
      else keeper.noteSigned(address, index);
    }
  }
  keeper.setParams(params);
}

/** The genesis document of x/slashing's state. */
export function exportSlashing(keeper: SlashingKeeper): unknown {
  const infos = [...keeper.schema.signingInfos.entries()];
  return slashingGenesisJson.write({
    params: keeper.params,
    signingInfos: infos.map(([address, validatorSigningInfo]) => ({ address, validatorSigningInfo })),
    missedBlocks: infos.map(([address]) => ({
      address,
      missedBlocks: [...keeper.missed(address)].map((index) => ({ index, missed: true })),
    })),
  });
}
