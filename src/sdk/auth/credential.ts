import type { ModuleCredential } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import { concatBytes, utf8ToBytes } from '../../util/bytes.js';
import { sha256 } from '../../util/sha256.js';

/** The address that a module derives from its name and keys: the SDK's ADR-028, 32 bytes. */
export function credentialAddress({ moduleName, derivationKeys }: ModuleCredential): Uint8Array {
  const typed = (type: Uint8Array, key: Uint8Array): Uint8Array => sha256(concatBytes(sha256(type), key));
  const [first = new Uint8Array(0), ...more] = derivationKeys;
  const root = typed(utf8ToBytes('module'), concatBytes(utf8ToBytes(`${moduleName}\0`), first));
  return more.reduce(typed, root);
}
