import { inferenceErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';
import { moduleAddress } from './accounts.js';
import type { Keeper } from './keeper.js';

/** Refuses a message that only governance may send: 1100; `who` says which message it was. */
export function requireGovernance(keeper: Keeper, authority: string, who = ''): void {
  const expected = moduleAddress(keeper, 'gov');
  if (authority === expected) return;
  const detail = `${who}invalid authority; expected ${expected}, got ${authority}`;
  throw new CodedError(inferenceErrors.invalidSigner, detail);
}
