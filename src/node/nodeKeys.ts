import { type Ed25519Key, ed25519FromSeed } from '../types/comet/ed25519.js';
import { consensusAddress } from '../types/comet/keys.js';
import { base64ToBytes, bytesToBase64, bytesToHex, concatBytes, equalBytes, utf8ToBytes } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import { sha256 } from '../util/sha256.js';

const seedSize = 32;

/**
 * Reads a key file of CometBFT, `priv_validator_key.json` or `node_key.json`.
 *
 * @throws gonka-sim/26 with the file's name and what is wrong in it
 */
export function parseKeyFile(text: string, file: string): Ed25519Key {
  const fault = (detail: string, cause?: unknown) => new CodedError(simErrors.usage, `${file}: ${detail}`, { cause });
  const value = privateValue(text, fault);
  const bytes = decoded(value, fault);
  if (bytes.length !== 2 * seedSize) throw fault(`priv_key.value has ${bytes.length} bytes, not ${2 * seedSize}`);
  const key = ed25519FromSeed(bytes.subarray(0, seedSize));
  // The second half is the public key: another one means that the file was put together wrongly.
  if (!equalBytes(key.publicKey, bytes.subarray(seedSize)))
    throw fault('priv_key.value holds two keys that do not fit');
  return key;
}

type Fault = (detail: string, cause?: unknown) => CodedError;

function privateValue(text: string, fault: Fault): string {
  let json: { readonly priv_key?: { readonly value?: unknown } } | null;
  try {
    json = JSON.parse(text) as typeof json;
  } catch (cause) {
    throw fault((cause as Error).message, cause);
  }
  const value = json?.priv_key?.value;
  if (typeof value !== 'string') throw fault('priv_key.value: the base64 text of an ed25519 key is wanted');
  return value;
}

function decoded(base64: string, fault: Fault): Uint8Array {
  try {
    return base64ToBytes(base64);
  } catch (cause) {
    throw fault('priv_key.value is not base64', cause);
  }
}

/** The text of `priv_validator_key.json` for the key of a seed. */
export function validatorKeyFile(seed: Uint8Array): string {
  const { publicKey } = ed25519FromSeed(seed);
  const file = {
    address: bytesToHex(consensusAddress(publicKey)).toUpperCase(),
    pub_key: { type: 'tendermint/PubKeyEd25519', value: bytesToBase64(publicKey) },
    priv_key: { type: 'tendermint/PrivKeyEd25519', value: bytesToBase64(concatBytes(seed, publicKey)) },
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The name of a node: the address of its own key. */
export const nodeIdOf = ({ publicKey }: Ed25519Key): string => bytesToHex(consensusAddress(publicKey));

/** The key of a node that has no key file; a chain's node is always the same then. */
export const defaultNodeKey = (chainId: string): Ed25519Key =>
  ed25519FromSeed(sha256(utf8ToBytes(`node of ${chainId}`)));
