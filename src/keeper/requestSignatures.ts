import { inferenceErrors } from '../types/errors.js';
import { base64ToBytes, bytesToHex, utf8ToBytes } from '../util/bytes.js';
import { CodedError } from '../util/errors.js';
import { secp256k1Engine } from '../util/secp256k1.js';

/** A developer's request, as its signatures cover it. Addresses are bech32 text, the time is in nanoseconds. */
export interface SignedRequest {
  readonly originalPrompt: string;
  readonly requestTimestamp: bigint;
  readonly transferAgent: string;
  readonly executor: string;
}

/** What the developer signs; the signature is the inference's id (reference, section 7.2, StartInference). */
export function developerPayload({ originalPrompt, requestTimestamp, transferAgent }: SignedRequest): string {
  return `${originalPrompt}${requestTimestamp}${transferAgent}`;
}

/** What the transfer agent and the executor sign. */
export function agentPayload(request: SignedRequest): string {
  return `${developerPayload(request)}${request.executor}`;
}

/**
 * Refuses a payload that none of the keys has signed: 1132, wrapped twice as the chain does.
 *
 * @param signature base64 of 64 bytes, r and s of secp256k1 over the SHA-256 of the payload
 * @param who       who should have signed, in the complaint: `dev`, `transfer` or `executor`
 */
export function requireSigned(payload: string, signature: string, keys: readonly Uint8Array[], who: string): void {
  if (keys.some((key) => isSigned(payload, signature, key))) return;
  const { invalidSignature } = inferenceErrors;
  throw new CodedError(invalidSignature, `${who} signature validation failed: ${invalidSignature.text}`);
}

/** The same for profile `proposal`, which checks the signatures that are there: an id that is no signature is a name. */
export const requireSignedIfPresent: typeof requireSigned = (payload, signature, keys, who) => {
  if (signatureText.test(signature)) requireSigned(payload, signature, keys, who);
};

/** 64 bytes in base64. */
const signatureText = /^[A-Za-z0-9+/]{86}==$/;

// Every message of an inference carries the signatures of the ones before, and a check costs a millisecond.
const rememberedChecks = 10_000;
const checks = new Map<string, boolean>();

function isSigned(payload: string, signature: string, key: Uint8Array): boolean {
  const name = `${signature}/${bytesToHex(key)}/${payload}`;
  const known = checks.get(name);
  if (known !== undefined) return known;
  if (checks.size >= rememberedChecks) checks.clear();
  const result = verify(payload, signature, key);
  checks.set(name, result);
  return result;
}

function verify(payload: string, signature: string, key: Uint8Array): boolean {
  try {
    return secp256k1Engine().verify(utf8ToBytes(payload), base64ToBytes(signature), key);
  } catch {
    return false; // not base64
  }
}
