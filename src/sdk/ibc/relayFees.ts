import { record } from '../json.js';
import type { SdkModule } from '../routes.js';
import { emptyList, stillModule } from '../stillModule.js';

/** IBC's fees for relayers: none on a chain without channels. */
export const relayFeesModule = (): SdkModule =>
  stillModule({
    name: 'feeibc',
    json: record({
      identifiedFees: emptyList('fees'),
      feeEnabledChannels: emptyList('channels'),
      registeredPayees: emptyList('payees'),
      registeredCounterpartyPayees: emptyList('payees'),
      forwardRelayers: emptyList('relayers'),
    }),
    init: () => {},
    state: () => ({
      identifiedFees: [],
      feeEnabledChannels: [],
      registeredPayees: [],
      registeredCounterpartyPayees: [],
      forwardRelayers: [],
    }),
  });
