import { SimpleValidator, type Validator as ValidatorMessage } from 'cosmjs-types/tendermint/types/validator';
import { proto } from '../codec.js';

/** A member of the set that signs blocks. Its key is ed25519. */
export interface Validator {
  readonly address: Uint8Array;
  readonly pubKey: Uint8Array;
  readonly power: bigint;
  /** Its place in the rotation of proposers. */
  readonly priority: bigint;
}

/** The bytes of a validator that are hashed: key and power. */
export const encodeSimpleValidator = ({ pubKey, power }: Validator): Uint8Array =>
  proto(SimpleValidator).encode({ pubKey: { ed25519: pubKey }, votingPower: power });

/** A validator as it is sent and stored. */
export const toValidatorMessage = ({ address, pubKey, power, priority }: Validator): ValidatorMessage => ({
  address,
  pubKey: { ed25519: pubKey },
  votingPower: power,
  proposerPriority: priority,
});
