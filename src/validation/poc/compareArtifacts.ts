import { type FraudVerdict, fraudTest, type StatTest } from './fraudTest.js';
import { isMismatch, l2Distance } from './mismatch.js';
import { decodeVector, defaultKDim } from './vectorCodec.js';

/** One nonce and its vector, as nodes send it. */
export interface PocArtifact {
  readonly nonce: number;
  readonly vectorB64: string;
}

/** A recomputed vector beside the one that was received. */
export interface ComparedNonce {
  readonly nonce: number;
  /** Undefined when none was received, or its length leaves none. */
  readonly distance: number | undefined;
  readonly mismatch: boolean;
}

/**
 * Compares recomputed vectors with received ones, nonce by nonce (reference, section 4.6). A received vector of another
 * length than `kDim` is a mismatch; an empty or missing one is passed over, and so is a nonce that was not recomputed.
 * Cost: O(vectors).
 *
 * @throws validation/21 (vectorInvalid) for a text that is no vector, and for a recomputed one whose length does not fit
 */
export function compareArtifacts(
  computed: readonly PocArtifact[],
  received: readonly PocArtifact[],
  distThreshold: number,
  kDim: number = defaultKDim,
): ComparedNonce[] {
  const texts = new Map(received.map(({ nonce, vectorB64 }) => [nonce, vectorB64]));
  return computed.map(({ nonce, vectorB64 }) => {
    const text = texts.get(nonce);
    if (text === undefined || text === '') return { nonce, distance: undefined, mismatch: false };
    const theirs = decodeVector(text);
    const ours = decodeVector(vectorB64);
    if (theirs.length !== kDim) return { nonce, distance: undefined, mismatch: true };
    const distance = l2Distance(ours, theirs);
    return { nonce, distance, mismatch: isMismatch(distance, distThreshold) };
  });
}

/** What the service answers about a set of vectors. */
export interface ArtifactsVerdict extends FraudVerdict {
  readonly total: number;
  readonly mismatches: number;
  readonly mismatchNonces: readonly number[];
  readonly nonces: readonly ComparedNonce[];
}

/** Compares and tests: the validation of a set of vectors as a node does it. */
export function validateArtifacts(
  computed: readonly PocArtifact[],
  received: readonly PocArtifact[],
  total: number,
  test: StatTest,
  kDim: number = defaultKDim,
): ArtifactsVerdict {
  const nonces = compareArtifacts(computed, received, test.distThreshold, kDim);
  const mismatchNonces = nonces.filter(({ mismatch }) => mismatch).map(({ nonce }) => nonce);
  const mismatches = mismatchNonces.length;
  return { total, mismatches, mismatchNonces, nonces, ...fraudTest(mismatches, total, test) };
}
