import type {
  GenesisOnlyParams,
  MultiModelParams,
  Params,
  ValidationParams,
} from '../gen/inference/inference/params.js';
import { defaultMultiModelParams } from '../types/params.js';
import type { Keeper } from './keeper.js';

/** The governance parameters; genesis always sets them. */
export function getParams({ state }: Keeper): Params {
  return state.params.require();
}

export function setParams({ state }: Keeper, params: Params): void {
  state.params.set(params);
}

export function getGenesisOnlyParams({ state }: Keeper): GenesisOnlyParams {
  return state.genesisOnlyParams.require();
}

/** Validation parameters, which every stored set of parameters has. */
export function getValidationParams(keeper: Keeper): ValidationParams {
  return getParams(keeper).validationParams!;
}

/** Rules of profile `proposal` for several models: the defaults where governance never set any. */
export function getMultiModelParams(keeper: Keeper): MultiModelParams {
  return getParams(keeper).multiModelParams ?? defaultMultiModelParams();
}

/** The parameters as strategies read them: with the rules for several models, be they stored or not. */
export function getStrategyParams(keeper: Keeper): Params {
  return { ...getParams(keeper), multiModelParams: getMultiModelParams(keeper) };
}

/** Denomination of all coins of the module. */
export const getDenom = ({ neighbours }: Keeper): string => neighbours.bank.baseDenom;
