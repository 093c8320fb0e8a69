import type { MsgCreatePartialUpgrade, MsgRegisterModel, MsgUpdateParams } from '../../gen/inference/inference/tx.js';
import { addressComplaint, requireAddress } from '../address.js';
import { plainError } from '../errors.js';
import { validateParams } from '../params.js';
import { invalidRequest, requirePositive } from './checks.js';

/** Stateless checks of new parameters; all complaints are plain errors, the authority's too (reference 7.2). */
export function checkUpdateParams(msg: MsgUpdateParams, prefix: string): void {
  const complaint = addressComplaint(msg.authority, prefix);
  if (complaint !== undefined) throw plainError(`invalid authority address: ${complaint}`);
  if (msg.params === undefined) throw plainError('validation params cannot be nil');
  validateParams(msg.params);
}

/** Stateless checks of a model: addresses only, not even the id. "authrority" is the chain's spelling. */
export function checkRegisterModel(msg: MsgRegisterModel, prefix: string): void {
  requireAddress(msg.authority, prefix, 'authrority address');
  requireAddress(msg.proposedBy, prefix, 'proposedBy address');
}

/** Stateless checks of a partial upgrade: it must say when, and change something. */
export function checkCreatePartialUpgrade(msg: MsgCreatePartialUpgrade, prefix: string): void {
  requireAddress(msg.authority, prefix, 'authority address');
  requirePositive(msg.height, 'height');
  if (msg.apiBinariesJson.trim() === '' && msg.nodeVersion.trim() === '') {
    throw invalidRequest('either apiBinariesJson or nodeVersion must be set');
  }
}
