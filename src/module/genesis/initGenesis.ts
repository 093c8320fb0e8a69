import { Epoch } from '../../gen/inference/inference/epoch.js';
import { GenesisState } from '../../gen/inference/inference/genesis.js';
import { CosmWasmParams } from '../../gen/inference/inference/params.js';
import { TokenomicsData } from '../../gen/inference/inference/tokenomics_data.js';
import { moduleAddress } from '../../keeper/accounts.js';
import { setEffectiveEpochIndex, setEpoch } from '../../keeper/epochs.js';
import { setHardwareNodes } from '../../keeper/hardwareNodes.js';
import type { Keeper } from '../../keeper/keeper.js';
import { setModel } from '../../keeper/models.js';
import { getGenesisOnlyParams, getParams, setParams } from '../../keeper/params.js';
import { setParticipant } from '../../keeper/participants.js';
import { moduleName } from '../../keeper/schema.js';
import { setTokenomicsData } from '../../keeper/tokenomics.js';
import { loadSchema } from '../../store/schema.js';
import { defaultGenesisOnlyParams, defaultParams } from '../../types/params.js';
import { type Json, toProtoJson } from '../../types/protoJson.js';
import { fromAddress } from '../../util/address.js';
import { CodedError, simErrors } from '../../util/errors.js';
import type { ChainProfile } from '../chainProfile.js';
import { unnamedProfile } from '../profiles.js';
import { withoutSections } from './exportGenesis.js';
import { formFirstEpoch } from './formFirstEpoch.js';
import { validateGenesis } from './validateGenesis.js';

/** The genesis of a chain without models and participants (reference 1.3). */
export function defaultGenesis(): { readonly [section: string]: Json } {
  const sections = GenesisState.create({
    params: defaultParams(),
    genesisOnlyParams: defaultGenesisOnlyParams(),
    cosmWasmParams: CosmWasmParams.create(),
  });
  return toProtoJson(GenesisState, sections);
}

/**
 * The module's InitGenesis (reference 1.3): stores what the document says, and begins with epoch 0, or goes on where an
 * exported chain stood. Staking must have its validators already: they are the members of epoch 0.
 *
 * @param genesis the module's part of `app_state`; undefined means `defaultGenesis()`
 * @throws gonka-sim/20 with every fault of the document, or when it names another profile than the one that runs it
 */
export function initGenesis(keeper: Keeper, profile: ChainProfile, genesis: unknown = defaultGenesis()): void {
  const gov = moduleAddress(keeper, 'gov');
  const rules = { prefix: fromAddress(gov).prefix, conduct: profile.genesis };
  const { sections, state } = validateGenesis(genesis, rules);
  storeProfile(keeper, profile, sections.profile);
  storeSections(keeper, sections);
  if (state !== undefined) {
    loadSchema(withoutSections(keeper), state);
    return;
  }
  for (const model of sections.modelList) setModel(keeper, { ...model, proposedBy: gov });
  setTokenomicsData(keeper, TokenomicsData.create());
  if (profile.genesis.opensModuleAccount) keeper.neighbours.auth.moduleAccount(moduleName);
  setEpoch(keeper, Epoch.create({ epochParams: profile.epochs.frozenParams(getParams(keeper)) }));
  setEffectiveEpochIndex(keeper, 0n);
  formFirstEpoch(keeper, profile, sections);
  // After the first group's policy has its account: the pools' accounts bear the numbers behind it (live recording).
  mintPools(keeper);
}

/** A chain without a name for its rules runs the deployed ones: its state is the deployed chain's. */
function storeProfile({ state }: Keeper, { name }: ChainProfile, named: string): void {
  if (named !== '' && named !== name) {
    const path = `${moduleName}.profile`;
    const detail = `${path}: the genesis is one of ${JSON.stringify(named)}, and this chain runs ${JSON.stringify(name)}`;
    const faults = [{ path, problem: detail.slice(path.length + 2) }];
    throw new CodedError(simErrors.genesisInvalid, detail, { context: { faults } });
  }
  if (name !== unnamedProfile) state.profile.set(name);
}

function storeSections(keeper: Keeper, sections: GenesisState): void {
  setParams(keeper, sections.params!);
  keeper.state.genesisOnlyParams.set(sections.genesisOnlyParams!);
  keeper.state.cosmWasmParams.set(sections.cosmWasmParams!);
  for (const model of sections.modelList) setModel(keeper, model);
  for (const participant of sections.participantList) setParticipant(keeper, participant);
  for (const nodes of sections.hardwareNodesList) setHardwareNodes(keeper, nodes);
}

/** Coins that exist from the start beside the balances: the pools of top rewards and of the sale. */
function mintPools(keeper: Keeper): void {
  const { topRewardAmount, preProgrammedSaleAmount, supplyDenom: denom } = getGenesisOnlyParams(keeper);
  const pools = [
    { to: 'top_reward', amount: topRewardAmount, memo: 'top_reward_pool init' },
    { to: 'pre_programmed_sale', amount: preProgrammedSaleAmount, memo: 'pre_programmed_coin_init' },
  ];
  const { bank, bookkeeper } = keeper.neighbours;
  for (const { to, amount, memo } of pools) {
    if (amount === 0n) continue;
    const coin = { denom, amount };
    bank.mint(to, [coin]);
    bookkeeper?.enter({ kind: 'moved', from: '', to, coin, memo });
  }
}
