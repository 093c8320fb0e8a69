import { GenesisState } from '../../gen/inference/inference/genesis.js';
import type { Keeper } from '../../keeper/keeper.js';
import { getGovernanceModels } from '../../keeper/models.js';
import { getGenesisOnlyParams, getParams } from '../../keeper/params.js';
import { getAllParticipants } from '../../keeper/participants.js';
import { inferenceSchema, moduleName } from '../../keeper/schema.js';
import { dumpSchema, type Schema } from '../../store/schema.js';
import { type Json, toProtoJson } from '../../types/protoJson.js';
import { sectionCollections } from './readGenesis.js';

/**
 * The state of the module as a genesis document: the sections that the deployed chain exports, the name of the profile,
 * and under `state` every other record, so that a chain can go on from it at any height. Cost: O(state).
 */
export function exportGenesis(keeper: Keeper): { readonly [section: string]: Json } {
  const sections = GenesisState.create({
    params: getParams(keeper),
    genesisOnlyParams: getGenesisOnlyParams(keeper),
    modelList: getGovernanceModels(keeper),
    cosmWasmParams: keeper.state.cosmWasmParams.get(),
    participantList: getAllParticipants(keeper),
    profile: keeper.profile.name,
  });
  return { ...toProtoJson(GenesisState, sections), state: dumpSchema(withoutSections(keeper)) };
}

/** The collections that have no section of their own in the document. */
export function withoutSections({ ctx, bech32Prefix }: Keeper): Schema {
  const withSection: ReadonlySet<string> = new Set(sectionCollections);
  const all = inferenceSchema(ctx.stores.store(moduleName), bech32Prefix);
  return Object.fromEntries(Object.entries(all).filter(([name]) => !withSection.has(name)));
}
