import { inferenceMsgs } from '../../../src/types/msgs/registry.js';
import { alice, badAddress, breaking } from './breaking.js';

breaking('MsgClaimRewards', inferenceMsgs.claimRewards, { creator: alice, seed: -1n, epochIndex: 1n }, [
  [{ creator: 'x' }, `sdk/7 invalid creator address (${badAddress}`],
  [{ epochIndex: 0n }, 'sdk/18 epoch_index must be > 0: invalid request'],
]);

breaking(
  'MsgSubmitUnitOfComputePriceProposal',
  inferenceMsgs.submitUnitOfComputePriceProposal,
  { creator: alice, price: 1n },
  [
    [{ creator: 'x' }, `sdk/7 invalid creator address (${badAddress}`],
    [{ price: 0n }, 'sdk/18 price must be > 0: invalid request'],
  ],
);
