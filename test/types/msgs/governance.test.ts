import { inferenceMsgs } from '../../../src/types/msgs/registry.js';
import { defaultParams } from '../../../src/types/params.js';
import { alice, badAddress, bob, breaking } from './breaking.js';

breaking('MsgUpdateParams', inferenceMsgs.updateParams, { authority: alice, params: defaultParams() }, [
  [{ authority: '' }, 'undefined/1 invalid authority address: empty address string is not allowed'],
  [{ params: undefined }, 'undefined/1 validation params cannot be nil'],
  [{ params: { ...defaultParams(), epochParams: undefined } }, 'undefined/1 epoch params cannot be nil'],
]);

breaking(
  'MsgRegisterModel',
  inferenceMsgs.registerModel,
  {
    authority: alice,
    proposedBy: bob,
    id: '',
    unitsOfComputePerToken: 0n,
    hfRepo: '',
    hfCommit: '',
    modelArgs: [],
    vRam: 0n,
    throughputPerNonce: 0n,
    validationThreshold: undefined,
  },
  [
    [{ authority: 'x' }, `sdk/7 invalid authrority address (${badAddress}`],
    [{ proposedBy: 'x' }, `sdk/7 invalid proposedBy address (${badAddress}`],
  ],
);

breaking(
  'MsgCreatePartialUpgrade',
  inferenceMsgs.createPartialUpgrade,
  { authority: alice, height: 5n, nodeVersion: 'v2', apiBinariesJson: '' },
  [
    [{ authority: 'x' }, `sdk/7 invalid authority address (${badAddress}`],
    [{ height: 0n }, 'sdk/18 height must be > 0: invalid request'],
    [{ nodeVersion: '' }, 'sdk/18 either apiBinariesJson or nodeVersion must be set: invalid request'],
    [{ nodeVersion: '', apiBinariesJson: '{}' }, undefined],
  ],
);
