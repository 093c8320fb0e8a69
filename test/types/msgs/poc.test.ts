import { inferenceMsgs } from '../../../src/types/msgs/registry.js';
import { alice, badAddress, bob, breaking } from './breaking.js';

breaking(
  'MsgSubmitPocBatch',
  inferenceMsgs.submitPocBatch,
  { creator: alice, pocStageStartBlockHeight: 40n, batchId: 'b', nonces: [0n, 7n], dist: [0, 0.5], nodeId: '' },
  [
    [{ creator: 'x' }, `sdk/7 invalid creator address (${badAddress}`],
    [{ pocStageStartBlockHeight: 0n }, 'sdk/18 poc_stage_start_block_height must be > 0: invalid request'],
    [{ pocStageStartBlockHeight: -40n }, 'sdk/18 poc_stage_start_block_height must be > 0: invalid request'],
    [{ batchId: ' \t' }, 'sdk/18 batch_id is required: invalid request'],
    [{ nonces: [] }, 'sdk/18 nonces must be non-empty: invalid request'],
    [{ nonces: [1n, -1n] }, 'sdk/18 nonces[1] must be >= 0: invalid request'],
    [{ dist: [] }, 'sdk/18 dist must be non-empty: invalid request'],
    [{ dist: [-0.5, 1] }, 'sdk/18 dist[0] must be >= 0: invalid request'],
    [{ dist: [1, Number.POSITIVE_INFINITY] }, 'sdk/18 dist[1] must be finite: invalid request'],
    [{ dist: [Number.NaN, 1] }, 'sdk/18 dist[0] must be finite: invalid request'],
    [{ dist: [1] }, 'sdk/18 nonces and dist must have the same length: 2 != 1: invalid request'],
  ],
);

breaking(
  'MsgSubmitPocValidation',
  inferenceMsgs.submitPocValidation,
  {
    creator: alice,
    participantAddress: bob,
    pocStageStartBlockHeight: 40n,
    nonces: [],
    dist: [],
    receivedDist: [],
    rTarget: Number.NaN,
    fraudThreshold: 0,
    nInvalid: 0n,
    probabilityHonest: 0,
    fraudDetected: false,
  },
  [
    [{ creator: '' }, 'sdk/7 invalid creator address (empty address string is not allowed): invalid address'],
    [{ participantAddress: 'x' }, `sdk/7 invalid participant_address (${badAddress}`],
    [{ pocStageStartBlockHeight: 0n }, 'sdk/18 poc_stage_start_block_height must be > 0: invalid request'],
  ],
);

breaking('MsgSubmitSeed', inferenceMsgs.submitSeed, { creator: alice, epochIndex: 1n, signature: '' }, [
  [{ creator: 'x' }, `sdk/7 invalid creator address (${badAddress}`],
  [{ epochIndex: 0n }, 'sdk/18 block_height must be > 0: invalid request'],
]);
