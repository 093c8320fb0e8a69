import type { Validator } from '../../../types/comet/validator.js';
import type { ValidatorSet } from '../../../types/comet/validatorSet.js';
import { bytesToBase64 } from '../../../util/bytes.js';
import { int, type Json, upperHex } from './json.js';

export const pubKeyJson = (pubKey: Uint8Array): Json => ({
  type: 'tendermint/PubKeyEd25519',
  value: bytesToBase64(pubKey),
});

export const validatorJson = ({ address, pubKey, power, priority }: Validator): Json => ({
  address: upperHex(address),
  pub_key: pubKeyJson(pubKey),
  voting_power: int(power),
  proposer_priority: int(priority),
});

export const validatorSetJson = ({ validators, proposer }: ValidatorSet): Json => ({
  validators: validators.map(validatorJson),
  proposer: proposer === undefined ? null : validatorJson(proposer),
});
