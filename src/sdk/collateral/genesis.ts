import type { Params, UnbondingCollateral } from '../../gen/inference/collateral/collateral.js';
import { coversAll, fromProtoCoin, printCoins } from '../coins.js';
import { coinJson, genesisError, type Json, list, record, snakeCase, text, uint64 } from '../json.js';
import { type CollateralKeeper, collateralModule } from './keeper.js';

interface Deposit {
  readonly participant: string;
  readonly amount: { denom: string; amount: string };
}

export interface CollateralGenesis {
  readonly params: Params;
  readonly collateralBalanceList: Deposit[];
  readonly unbondingCollateralList: UnbondingCollateral[];
  readonly jailedParticipantList: { readonly address: string }[];
  /** Ours: the running epoch, which the deployed chain's document has no place for. Left out when it is 0. */
  readonly currentEpoch: bigint;
}

const genesisJson: Json<CollateralGenesis> = record<CollateralGenesis>({
  params: record<Params>({ unbondingPeriodEpochs: uint64 }),
  collateralBalanceList: list(record<Deposit>({ participant: text, amount: coinJson })),
  unbondingCollateralList: list(
    record<UnbondingCollateral>({ participant: text, amount: coinJson, completionEpoch: uint64 }),
  ),
  jailedParticipantList: list(record({ address: text })),
  currentEpoch: uint64,
});

export const collateralGenesisJson: Json<CollateralGenesis> = {
  ...genesisJson,
  write(genesis) {
    const { current_epoch, ...rest } = genesisJson.write(genesis) as Record<string, unknown>;
    return genesis.currentEpoch === 0n ? rest : { ...rest, current_epoch };
  },
};

/** Reads the genesis of x/collateral and checks it; faults name the path. */
export function readCollateralGenesis(
  genesis: unknown,
  complaint: (address: string) => string | undefined,
): CollateralGenesis {
  const read = collateralGenesisJson.read(genesis, 'collateral');
  const lists = [
    ['collateral_balance_list', 'participant', read.collateralBalanceList.map(({ participant }) => participant)],
    ['unbonding_collateral_list', 'participant', read.unbondingCollateralList.map(({ participant }) => participant)],
    ['jailed_participant_list', 'address', read.jailedParticipantList.map(({ address }) => address)],
  ] as const;
  for (const [name, field, participants] of lists) {
    for (const [index, participant] of participants.entries()) {
      const wrong = complaint(participant);
      if (wrong !== undefined) throw genesisError(`collateral.${name}[${index}].${field}`, wrong);
    }
  }
  for (const name of ['collateralBalanceList', 'unbondingCollateralList'] as const) {
    for (const [index, { amount }] of read[name].entries()) {
      if (fromProtoCoin(amount!).amount <= 0n)
        throw genesisError(`collateral.${snakeCase(name)}[${index}].amount`, 'must be positive');
    }
  }
  return read;
}

/** Stores deposits and withdrawals; the module's account must hold what they sum to, or more. */
export function initCollateral(keeper: CollateralKeeper, genesis: CollateralGenesis): void {
  keeper.setParams(genesis.params);
  if (genesis.currentEpoch > 0n) keeper.setEpoch(genesis.currentEpoch);
  for (const { participant, amount } of genesis.collateralBalanceList) {
    keeper.setDeposit(participant, fromProtoCoin(amount));
  }
  for (const withdrawal of genesis.unbondingCollateralList) keeper.setWithdrawal(withdrawal);
  for (const { address } of genesis.jailedParticipantList) keeper.setJailed(address);
  const [owed, held] = [keeper.owed(), keeper.held()];
  if (coversAll(held, owed)) return;
  const detail = `module account ${collateralModule} holds ${printCoins(held) || 'nothing'}, but owes ${printCoins(owed)}`;
  throw genesisError('collateral.collateral_balance_list', detail);
}

/** The genesis document of x/collateral's state. */
export const exportCollateral = (keeper: CollateralKeeper): unknown =>
  collateralGenesisJson.write({
    params: keeper.params,
    collateralBalanceList: [...keeper.deposits()].map(([participant, { denom, amount }]) => ({
      participant,
      amount: { denom, amount: String(amount) },
    })),
    unbondingCollateralList: [...keeper.withdrawals()],
    jailedParticipantList: [...keeper.jailed()].map((address) => ({ address })),
    currentEpoch: keeper.epoch,
  });
