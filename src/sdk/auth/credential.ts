import type { ModuleCredential } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import { concatBytes, emptyBytes, utf8ToBytes } from '../../util/bytes.js';
import { sha256 } from '../../util/sha256.js';

const hashedType = sha256(utf8ToBytes('module'));

/** The address that a module derives from its name and keys: the SDK's ADR-028, 32 bytes. */
export function credentialAddress({ moduleName, derivationKeys }: ModuleCredential): Uint8Array {
  const [first = emptyBytes, ...more] = derivationKeys;
  const root = sha256(concatBytes(hashedType, utf8ToBytes(`${moduleName}\0`), first));
  return more.reduce((parent, key) => sha256(concatBytes(sha256(parent), key)), root);
}
