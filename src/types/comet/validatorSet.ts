import { ValidatorSet as ValidatorSetMessage } from 'cosmjs-types/tendermint/types/validator';
import { compareBytes } from '../../util/bytes.js';
import { compareInts } from '../../util/int.js';
import { merkleRoot } from '../../util/merkle.js';
import { proto } from '../codec.js';
import type { ValidatorUpdate } from '../module.js';
import { settlePriorities, stepPriorities } from './proposerPriority.js';
import { encodeSimpleValidator, toValidatorMessage, type Validator } from './validator.js';
import { applyUpdates } from './validatorUpdates.js';

/** The validators of one height, strongest first, then by address, and who proposes. */
export interface ValidatorSet {
  readonly validators: readonly Validator[];
  readonly proposer: Validator | undefined;
}

export const emptyValidatorSet: ValidatorSet = { validators: [], proposer: undefined };

export const totalPower = ({ validators }: ValidatorSet): bigint =>
  validators.reduce((sum, { power }) => sum + power, 0n);

/** The set of a chain's first validators, which has stepped once. */
export function makeValidatorSet(members: readonly ValidatorUpdate[]): ValidatorSet {
  return members.length === 0 ? emptyValidatorSet : stepProposer(updateValidatorSet(emptyValidatorSet, members));
}

/** The next height's set: changes first, then a step; power 0 removes a member. */
export const nextValidatorSet = (set: ValidatorSet, updates: readonly ValidatorUpdate[]): ValidatorSet =>
  stepProposer(updates.length === 0 ? set : updateValidatorSet(set, updates));

/** Applies changes, settles priorities and restores the order; nobody steps, and the proposer stays named. */
export function updateValidatorSet(set: ValidatorSet, updates: readonly ValidatorUpdate[]): ValidatorSet {
  const validators = [...settlePriorities(applyUpdates(set.validators, updates))].sort(
    (a, b) => compareInts(b.power, a.power) || compareBytes(a.address, b.address),
  );
  return { validators, proposer: set.proposer };
}

/** Moves the rotation on; round r of a height is the height's set moved on r times. */
export function stepProposer(set: ValidatorSet, steps = 1): ValidatorSet {
  if (set.validators.length === 0) return set;
  let next: ValidatorSet = { validators: settlePriorities(set.validators), proposer: set.proposer };
  for (let step = 0; step < steps; step++) next = stepPriorities(next.validators);
  return next;
}

/** A header's `validators_hash`: the merkle root over the members in order. */
export const validatorSetHash = ({ validators }: ValidatorSet): Uint8Array =>
  merkleRoot(validators.map(encodeSimpleValidator));

/** The set as it is sent and stored; the total power is left out, as CometBFT does. */
export function encodeValidatorSet({ validators, proposer }: ValidatorSet): Uint8Array {
  const message = ValidatorSetMessage.fromPartial({ validators: validators.map(toValidatorMessage) });
  if (proposer !== undefined) message.proposer = toValidatorMessage(proposer);
  return proto(ValidatorSetMessage).encode(message);
}
