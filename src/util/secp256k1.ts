import { createPublicKey, type KeyObject, verify as verifyInNode } from 'node:crypto';
import { createRequire } from 'node:module';
import { Secp256k1, Secp256k1Signature } from '@cosmjs/crypto';
import { bytesToLatin1, concatBytes, hexToBytes } from './bytes.js';
import { sha256 } from './sha256.js';

/** A library that checks secp256k1 signatures. All give the same answers; they differ by a factor of twenty in time. */
export interface Secp256k1Engine {
  readonly name: Secp256k1EngineName;
  /**
   * Whether a compressed key of 33 bytes has signed the SHA-256 of a message.
   *
   * @param signature r and s, 64 bytes, with s in the lower half of the group, because its mirror image would be a second
   *                  signature of the same transaction
   */
  verify(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean;
}

/** `native`: libsecp256k1, some 60 microseconds a check; `node`: OpenSSL, some 300; `noble`: JavaScript, some 1500. */
export type Secp256k1EngineName = 'native' | 'node' | 'noble';

/** Half of the order of the curve's group, the largest s that is taken. */
const largestS = bytesToLatin1(hexToBytes('7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0'));

function isWellFormed(signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 33) return false;
  return bytesToLatin1(signature.subarray(32)) <= largestS;
}

type Check = Secp256k1Engine['verify'];

/** An engine from its library's bare check, which throws on points off the curve and on numbers outside the group. */
function engine(name: Secp256k1EngineName, check: Check): Secp256k1Engine {
  return {
    name,
    verify(message, signature, publicKey) {
      if (!isWellFormed(signature, publicKey)) return false;
      try {
        return check(message, signature, publicKey);
      } catch {
        return false;
      }
    },
  };
}

interface NativeModule {
  ecdsaVerify(signature: Uint8Array, digest: Uint8Array, publicKey: Uint8Array): boolean;
  ecdsaSign(digest: Uint8Array, privateKey: Uint8Array): { readonly signature: Uint8Array };
}

/** The package's own door falls back to slow JavaScript without a word, so its native half is asked for by name. */
const nativeModule = (): NativeModule => createRequire(import.meta.url)('secp256k1/bindings.js') as NativeModule;

function loadNative(): Secp256k1Engine {
  const native = nativeModule();
  return engine('native', (message, signature, publicKey) => native.ecdsaVerify(signature, sha256(message), publicKey));
}

/** What stands before a compressed point in the DER form of a public key of this curve. */
const keyHeader = hexToBytes('3036301006072a8648ce3d020106052b8104000a032200');
const rememberedKeys = 10_000;
const keys = new Map<string, KeyObject>();

function nodeKey(publicKey: Uint8Array): KeyObject {
  const name = bytesToLatin1(publicKey);
  const known = keys.get(name);
  if (known !== undefined) return known;
  const der = Buffer.from(concatBytes(keyHeader, publicKey));
  const made = createPublicKey({ key: der, format: 'der', type: 'spki' });
  if (keys.size >= rememberedKeys) keys.clear();
  keys.set(name, made);
  return made;
}

const loadNode = (): Secp256k1Engine =>
  engine('node', (message, signature, publicKey) =>
    verifyInNode('sha256', message, { key: nodeKey(publicKey), dsaEncoding: 'ieee-p1363' }, signature),
  );

const loadNoble = (): Secp256k1Engine =>
  engine('noble', (message, signature, publicKey) =>
    Secp256k1.verifySignature(Secp256k1Signature.fromFixedLength(signature), sha256(message), publicKey),
  );

const loaders: readonly (readonly [Secp256k1EngineName, () => Secp256k1Engine])[] = [
  ['native', loadNative],
  ['node', loadNode],
  ['noble', loadNoble],
];

/** A signature made with the private key 1, its mirror image, and the empty message that neither covers. */
const probe = {
  message: hexToBytes('676f6e6b612d73696d'),
  publicKey: hexToBytes('0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'),
  low: hexToBytes(
    'fe7128dc099ddedab24cd68883df8126e3c58aec1666e442de01d12ab9e4fcfd09abaf72e87ae74a72b845119142583bae384f71c6256fe8dc0122a65a33dbdc',
  ),
  high: hexToBytes(
    'fe7128dc099ddedab24cd68883df8126e3c58aec1666e442de01d12ab9e4fcfdf654508d178518b58d47baee6ebda7c30c768d74e9233052e3d13be676026565',
  ),
};

function isSound({ verify }: Secp256k1Engine): boolean {
  const { message, publicKey, low, high } = probe;
  return (
    verify(message, low, publicKey) && !verify(message, high, publicKey) && !verify(new Uint8Array(0), low, publicKey)
  );
}

/** The engine of a name, or why this machine has none: it cannot be loaded, or it gives wrong answers. */
export function loadSecp256k1(name: Secp256k1EngineName): Secp256k1Engine | string {
  const [, load] = loaders.find(([candidate]) => candidate === name)!;
  try {
    const loaded = load();
    return isSound(loaded) ? loaded : `${name} fails its self-test`;
  } catch (error) {
    return `${name} cannot be loaded: ${(error as Error).message.split('\n')[0]}`;
  }
}

let active: Secp256k1Engine | undefined;

/** The fastest engine that this machine has and that passes its self-test; chosen once. For checks, `status` and logs. */
export function secp256k1Engine(): Secp256k1Engine {
  active ??= loaders
    .map(([name]) => loadSecp256k1(name))
    .find((candidate): candidate is Secp256k1Engine => typeof candidate !== 'string');
  return active ?? loadNoble();
}

/**
 * r and s of the deterministic signature (RFC 6979, low s) of a message's SHA-256, 64 bytes: the same bytes whichever
 * library makes them. OpenSSL draws its own nonces, so where there is no native library JavaScript signs.
 */
export function signSecp256k1(message: Uint8Array, privateKey: Uint8Array): Uint8Array {
  const digest = sha256(message);
  if (secp256k1Engine().name === 'native') return nativeModule().ecdsaSign(digest, privateKey).signature;
  return Secp256k1.createSignature(digest, privateKey).toFixedLength().slice(0, 64);
}
