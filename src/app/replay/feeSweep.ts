import type { AppModule } from '../../types/module.js';
import type { GonkaKeepers } from '../gonkaKeepers.js';

/**
 * The one thing of x/distribution that other stores see in every block: from the second on, all that the fee collector
 * holds moves to its account. Who may claim which part of it is in the store `distribution`, which comes from the recording.
 */
export const feeSweep: AppModule<GonkaKeepers> = {
  name: 'distribution',
  stores: [],
  msgs: [],
  queries: [],
  validateGenesis: () => {},
  initGenesis(_ctx, { auth }) {
    auth.moduleAccount('distribution');
    return [];
  },
  exportGenesis: () => ({}),
  beginBlock({ block }, { auth, bank }) {
    if (block.height <= 1n) return;
    bank.sendModuleToModule('fee_collector', 'distribution', bank.balances(auth.moduleAddress('fee_collector')));
  },
};
