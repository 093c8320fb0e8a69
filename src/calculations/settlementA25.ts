import type { Settlement } from '../types/strategies.js';
import { settlementFixed } from './settlementFixed.js';
import { settlementLegacy } from './settlementLegacy.js';

/** Settlement of profile gonka-2025-08: by the fixed reward or by work plus subsidy, as the parameter says. */
export const settlementA25: Settlement = (input) =>
  input.params.bitcoinRewardParams?.useBitcoinRewards ? settlementFixed(input) : settlementLegacy(input);
