import { GenesisOnlyParams, Params } from '../../src/gen/inference/inference/params.js';
import { ParticipantStatus } from '../../src/gen/inference/inference/participant.js';
import type { SettlementInput, SettlementResult } from '../../src/types/strategies.js';
import { type Decimal, decimal, type Ratio } from '../../src/util/decimal.js';

/** One participant of an epoch that a test settles; whatever is left out is that of an active one without coins. */
export interface TestParticipant {
  readonly address: string;
  readonly weight?: bigint;
  readonly balance?: bigint;
  readonly status?: keyof typeof ParticipantStatus;
  readonly multiplier?: Ratio;
}

/** What a test says about the epoch; the rest is that of the chain's first epoch. */
export interface TestEpoch {
  readonly epoch?: bigint;
  readonly paid?: bigint;
  readonly supply?: bigint;
  readonly redistribute?: boolean;
}

const coverageBonusMode = (redistribute: boolean | undefined) => (redistribute ? 1 : 0);

function input(participants: readonly TestParticipant[], epoch: TestEpoch): SettlementInput {
  return {
    epochIndex: epoch.epoch ?? 1n,
    participants: participants.map(({ address, balance = 0n, status = 'ACTIVE' }) => ({
      address,
      coinBalance: balance,
      status: ParticipantStatus[status],
      currentEpochStats: undefined,
    })),
    validationWeights: participants.map(({ address, weight = 0n }) => ({ memberAddress: address, weight })),
    multipliers: new Map(
      participants.flatMap(({ address, multiplier }) => (multiplier ? [[address, multiplier]] : [])),
    ),
    params: Params.fromPartial({}),
    genesisOnlyParams: GenesisOnlyParams.fromPartial({
      standardRewardAmount: epoch.supply ?? 600_000_000_000_000_000n,
    }),
    totalSubsidies: epoch.paid ?? 0n,
  };
}

/** An epoch under the fixed reward: without `reward` the production one, with it one that does not decay. */
export function fixedEpoch(participants: readonly TestParticipant[], epoch: TestEpoch & { reward?: bigint } = {}) {
  const bitcoinRewardParams = {
    useBitcoinRewards: true,
    initialEpochReward: epoch.reward ?? 285_000_000_000_000n,
    decayRate: epoch.reward === undefined ? decimal(-475n, -6) : decimal(0n),
    genesisEpoch: 1n,
  };
  const multiModelParams = { coverageBonusMode: coverageBonusMode(epoch.redistribute) };
  return { ...input(participants, epoch), params: Params.fromPartial({ bitcoinRewardParams, multiModelParams }) };
}

/** An epoch under work plus subsidy, by default at 90 %. */
export function workEpoch(
  participants: readonly TestParticipant[],
  epoch: TestEpoch & { percentage?: Decimal; interval?: Decimal } = {},
) {
  const tokenomicsParams = {
    currentSubsidyPercentage: epoch.percentage ?? decimal(9n, -1),
    subsidyReductionInterval: epoch.interval ?? decimal(5n, -2),
    subsidyReductionAmount: decimal(2n, -1),
  };
  const multiModelParams = { coverageBonusMode: coverageBonusMode(epoch.redistribute) };
  return { ...input(participants, epoch), params: Params.fromPartial({ tokenomicsParams, multiModelParams }) };
}

/** Results as texts: "address work + reward", with the code of an error. */
export const lines = ({ results }: SettlementResult): string[] =>
  results.map(({ participant, workCoins, rewardCoins, error }) =>
    [participant, `${workCoins} + ${rewardCoins}`, ...(error ? [error.code] : [])].join(' '),
  );

export const rewards = ({ results }: SettlementResult): bigint[] => results.map(({ rewardCoins }) => rewardCoins);
