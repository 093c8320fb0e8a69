import type { Description } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { sdkErrors } from '../../types/errors.js';
import { utf8ToBytes } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';

/** The longest texts of a description in bytes, with the names that the SDK gives them. */
const limits: readonly (readonly [field: keyof Description, name: string, longest: number])[] = [
  ['moniker', 'moniker', 70],
  ['identity', 'identity', 3000],
  ['website', 'website', 140],
  ['securityContact', 'security contact', 140],
  ['details', 'details', 280],
];

/** Refuses a description with a text that is too long. */
export function requireLengths(description: Description): void {
  for (const [field, name, longest] of limits) {
    const { length } = utf8ToBytes(description[field]);
    if (length <= longest) continue;
    throw new CodedError(sdkErrors.invalidRequest, `invalid ${name} length; got: ${length}, max: ${longest}`);
  }
}

const unchanged = '[do-not-modify]';

/** A description with the texts of another, except for those that shall stay. */
export function updatedDescription(old: Description, wanted: Description): Description {
  const pick = (field: keyof Description): string => (wanted[field] === unchanged ? old[field] : wanted[field]);
  const updated = {
    moniker: pick('moniker'),
    identity: pick('identity'),
    website: pick('website'),
    securityContact: pick('securityContact'),
    details: pick('details'),
  };
  requireLengths(updated);
  return updated;
}
