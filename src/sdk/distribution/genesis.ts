import type {
  DelegatorStartingInfoRecord,
  DelegatorWithdrawInfo,
  GenesisState,
  ValidatorAccumulatedCommissionRecord,
  ValidatorCurrentRewardsRecord,
  ValidatorHistoricalRewardsRecord,
  ValidatorOutstandingRewardsRecord,
  ValidatorSlashEventRecord,
} from 'cosmjs-types/cosmos/distribution/v1beta1/genesis';
import { KeyCursor } from '../../store/keyCodec.js';
import { bytesToLatin1, latin1ToBytes } from '../../util/bytes.js';
import * as dec from '../../util/legacyDec.js';
import { bool, decimal, genesisError, type Json, list, record, text, uint32, uint64 } from '../json.js';
import { type DistributionKeeper, distributionModuleName } from './keeper.js';

const decCoins = list(record({ denom: text, amount: decimal }));

/** Heights stand under `height` in the SDK's document, as numbers of 64 bits. */
export const distributionGenesisJson: Json<GenesisState> = record<GenesisState>({
  params: record({
    communityTax: decimal,
    baseProposerReward: decimal,
    bonusProposerReward: decimal,
    withdrawAddrEnabled: bool,
  }),
  feePool: record({ communityPool: decCoins }),
  delegatorWithdrawInfos: list(record<DelegatorWithdrawInfo>({ delegatorAddress: text, withdrawAddress: text })),
  previousProposer: text,
  outstandingRewards: list(
    record<ValidatorOutstandingRewardsRecord>({ validatorAddress: text, outstandingRewards: decCoins }),
  ),
  validatorAccumulatedCommissions: list(
    record<ValidatorAccumulatedCommissionRecord>({
      validatorAddress: text,
      accumulated: record({ commission: decCoins }),
    }),
  ),
  validatorHistoricalRewards: list(
    record<ValidatorHistoricalRewardsRecord>({
      validatorAddress: text,
      period: uint64,
      rewards: record({ cumulativeRewardRatio: decCoins, referenceCount: uint32 }),
    }),
  ),
  validatorCurrentRewards: list(
    record<ValidatorCurrentRewardsRecord>({
      validatorAddress: text,
      rewards: record({ rewards: decCoins, period: uint64 }),
    }),
  ),
  delegatorStartingInfos: list(
    record<DelegatorStartingInfoRecord>({
      delegatorAddress: text,
      validatorAddress: text,
      startingInfo: record({ previousPeriod: uint64, stake: decimal, height: uint64 }),
    }),
  ),
  validatorSlashEvents: list(
    record<ValidatorSlashEventRecord>({
      validatorAddress: text,
      height: uint64,
      period: uint64,
      validatorSlashEvent: record({ validatorPeriod: uint64, fraction: decimal }),
    }),
  ),
});

/** Reads x/distribution's genesis and checks its parameters; faults name the path. */
export function readDistributionGenesis(genesis: unknown): GenesisState {
  const read = distributionGenesisJson.read(genesis, distributionModuleName);
  const tax = dec.fromUnits(BigInt(read.params.communityTax));
  if (tax < 0n || tax > dec.one) throw genesisError('distribution.params.community_tax', 'must be between 0 and 1');
  return read;
}

/** Stores the rewards as they are; the module's account comes to be. */
export function initDistribution(keeper: DistributionKeeper, genesis: GenesisState): void {
  const { schema, addresses } = keeper;
  schema.feePool.set(genesis.feePool);
  keeper.setParams(genesis.params);
  for (const { delegatorAddress, withdrawAddress } of genesis.delegatorWithdrawInfos) {
    schema.withdrawAddresses.set(delegatorAddress, withdrawAddress);
  }
  const { previousProposer } = genesis;
  const proposer = previousProposer === '' ? '' : addresses.consensus.encode(previousProposer);
  schema.previousProposer.set(latin1ToBytes(proposer));
  for (const { validatorAddress, outstandingRewards } of genesis.outstandingRewards) {
    schema.outstanding.set(validatorAddress, { rewards: outstandingRewards });
  }
  for (const { validatorAddress, accumulated } of genesis.validatorAccumulatedCommissions) {
    schema.commissions.set(validatorAddress, accumulated);
  }
  for (const { validatorAddress, period, rewards } of genesis.validatorHistoricalRewards) {
    schema.historical.set([validatorAddress, period], rewards);
  }
  for (const { validatorAddress, rewards } of genesis.validatorCurrentRewards) {
    schema.current.set(validatorAddress, rewards);
  }
  for (const { delegatorAddress, validatorAddress, startingInfo } of genesis.delegatorStartingInfos) {
    schema.startingInfos.set([validatorAddress, delegatorAddress], startingInfo);
  }
  for (const { validatorAddress, height, period, validatorSlashEvent } of genesis.validatorSlashEvents) {
    schema.slashes.set([validatorAddress, height, period], validatorSlashEvent);
  }
  keeper.auth.moduleAccount(distributionModuleName);
}

/** The genesis document of x/distribution's state. */
export function exportDistribution({ schema, params, addresses }: DistributionKeeper): unknown {
  const { feePool, outstanding, commissions, historical, current, startingInfos, slashes } = schema;
  const proposer = bytesToLatin1(schema.previousProposer.require());
  return distributionGenesisJson.write({
    params,
    feePool: feePool.require(),
    delegatorWithdrawInfos: [...schema.withdrawAddresses.entries()].map(([delegatorAddress, withdrawAddress]) => ({
      delegatorAddress,
      withdrawAddress,
    })),
    previousProposer: proposer === '' ? '' : addresses.consensus.read(new KeyCursor(proposer)),
    outstandingRewards: [...outstanding.entries()].map(([validatorAddress, { rewards }]) => ({
      validatorAddress,
      outstandingRewards: rewards,
    })),
    validatorAccumulatedCommissions: [...commissions.entries()].map(([validatorAddress, accumulated]) => ({
      validatorAddress,
      accumulated,
    })),
    validatorHistoricalRewards: [...historical.entries()].map(([[validatorAddress, period], rewards]) => ({
      validatorAddress,
      period,
      rewards,
    })),
    validatorCurrentRewards: [...current.entries()].map(([validatorAddress, rewards]) => ({
      validatorAddress,
      rewards,
    })),
    delegatorStartingInfos: [...startingInfos.entries()].map(
      ([[validatorAddress, delegatorAddress], startingInfo]) => ({
        delegatorAddress,
        validatorAddress,
        startingInfo,
      }),
    ),
    validatorSlashEvents: [...slashes.entries()].map(([[validatorAddress, height, period], validatorSlashEvent]) => ({
      validatorAddress,
      height,
      period,
      validatorSlashEvent,
    })),
  });
}
