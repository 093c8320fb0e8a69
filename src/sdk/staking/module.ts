import { Header } from 'cosmjs-types/tendermint/types/types';
import { addressComplaint } from '../../types/address.js';
import type { BlockInfo } from '../../types/context.js';
import type { SdkConfig } from '../config.js';
import type { SdkModule } from '../routes.js';
import { toSeconds } from '../time.js';
import { exportStaking, initStaking, readStakingGenesis } from './genesis.js';
import { recordHistory } from './history.js';
import { stakingMsgs } from './msgs.js';
import { stakingQueries } from './queries.js';
import { completeRedelegations } from './redelegate.js';
import { stakingStore } from './schema.js';
import { completeMature } from './unbonding.js';
import { applyValidatorSet, unbondMature } from './validatorUpdates.js';

/**
 * x/staking, by the chain's rules: the SDK's, or the fork's, where powers come from compute results.
 *
 * Its end of block runs before that of inference, so powers that inference sets reach CometBFT one block later.
 */
export function stakingModule({ bech32Prefix, denom }: SdkConfig): SdkModule {
  const defaults = {
    params: {
      unbonding_time: '1814400s',
      max_validators: 100,
      max_entries: 7,
      historical_entries: 10000,
      bond_denom: denom,
      min_commission_rate: '0',
    },
  };
  const read = (genesis: unknown) =>
    readStakingGenesis(genesis ?? defaults, (operator) => addressComplaint(operator, `${bech32Prefix}valoper`));
  return {
    name: 'staking',
    stores: [stakingStore],
    msgs: stakingMsgs(bech32Prefix),
    queries: stakingQueries,
    validateGenesis: (genesis) => void read(genesis),
    initGenesis: (_ctx, { auth, staking }, genesis) => {
      const checked = read(genesis);
      for (const pool of ['bonded_tokens_pool', 'not_bonded_tokens_pool']) auth.moduleAccount(pool);
      return initStaking(staking, checked);
    },
    exportGenesis: (_ctx, { staking }) => exportStaking(staking),
    beginBlock({ block }, { staking }) {
      if (block.nextValidatorsHash) recordHistory(staking, headerOf(block, block.nextValidatorsHash));
    },
    endBlock(_ctx, { staking }) {
      const updates = applyValidatorSet(staking);
      unbondMature(staking);
      completeMature(staking);
      completeRedelegations(staking);
      return updates;
    },
  };
}

/** What an application knows of its block's header. */
const headerOf = (block: BlockInfo, nextValidatorsHash: Uint8Array): Header =>
  Header.fromPartial({
    chainId: block.chainId,
    height: block.height,
    time: toSeconds(block.time),
    nextValidatorsHash,
    appHash: block.previousAppHash,
    proposerAddress: block.proposer,
  });
