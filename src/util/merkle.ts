import { bytesToLatin1, equalBytes, latin1ToBytes } from './bytes.js';
import { sha256, sha256OfLatin1 } from './sha256.js';

/** The way from one item of a list to the list's root (CometBFT's simple merkle tree). */
export interface MerkleProof {
  readonly total: bigint;
  readonly index: bigint;
  readonly leafHash: Uint8Array;
  /** Sibling hashes from the leaf up. */
  readonly aunts: readonly Uint8Array[];
}

const emptyRoot = sha256(new Uint8Array());

const hashLeaf = (item: Uint8Array): string => sha256OfLatin1(`\x00${bytesToLatin1(item)}`);
const hashInner = (left: string, right: string): string => sha256OfLatin1(`\x01${left}${right}`);

/** The largest power of two below the count: the size of the left part. */
function splitPoint(count: number): number {
  return 2 ** (31 - Math.clz32(count - 1));
}

/** The root of a list of byte strings: leaf `sha256(00 item)`, inner `sha256(01 left right)`, empty `sha256()`. */
export function merkleRoot(items: readonly Uint8Array[]): Uint8Array {
  if (items.length === 0) return emptyRoot;
  return latin1ToBytes(rootOf(items.map(hashLeaf), 0, items.length));
}

function rootOf(leaves: readonly string[], from: number, count: number): string {
  if (count === 1) return leaves[from]!;
  const left = splitPoint(count);
  return hashInner(rootOf(leaves, from, left), rootOf(leaves, from + left, count - left));
}

/** The root over leaf hashes that the caller keeps, as latin1 strings. */
export function rootOfLeafHashes(leaves: readonly string[]): string {
  return leaves.length === 0 ? bytesToLatin1(emptyRoot) : rootOf(leaves, 0, leaves.length);
}

/** A tree over as many leaf hashes at every time, few of which change: only what stands over those is hashed again. */
export class MerkleMemo {
  readonly #left: MerkleMemo | undefined;
  readonly #right: MerkleMemo | undefined;
  #leftHash = '';
  #rightHash = '';
  #hash: string;

  /** @param from where its leaves stand in the list */
  constructor(
    readonly count: number,
    readonly from = 0,
  ) {
    this.#hash = bytesToLatin1(emptyRoot);
    if (count < 2) return;
    const left = splitPoint(count);
    this.#left = new MerkleMemo(left, from);
    this.#right = new MerkleMemo(count - left, from + left);
  }

  /** The root over leaf hashes as latin1 strings. */
  rootOver(leaves: readonly string[]): string {
    if (this.count === 1) return leaves[this.from]!;
    if (this.#left === undefined) return this.#hash;
    const left = this.#left.rootOver(leaves);
    const right = this.#right!.rootOver(leaves);
    if (left !== this.#leftHash || right !== this.#rightHash) {
      this.#leftHash = left;
      this.#rightHash = right;
      this.#hash = hashInner(left, right);
    }
    return this.#hash;
  }
}

/** A sibling on the way from a leaf to the root. */
export interface MerkleStep {
  readonly side: 'left' | 'right';
  readonly hash: string;
}

/** The siblings of one leaf from below, over leaf hashes as latin1 strings. Cost: O(n) hashes. */
export function merklePath(leaves: readonly string[], index: number): MerkleStep[] {
  const steps: MerkleStep[] = [];
  let [from, count] = [0, leaves.length];
  while (count > 1) {
    const left = splitPoint(count);
    if (index < from + left) {
      steps.push({ side: 'right', hash: rootOf(leaves, from + left, count - left) });
      count = left;
    } else {
      steps.push({ side: 'left', hash: rootOf(leaves, from, left) });
      [from, count] = [from + left, count - left];
    }
  }
  return steps.reverse();
}

/** The root and a proof for every item, in order. Cost: O(n) hashes, O(n log n) references. */
export function merkleProofs(items: readonly Uint8Array[]): {
  readonly root: Uint8Array;
  readonly proofs: MerkleProof[];
} {
  if (items.length === 0) return { root: emptyRoot, proofs: [] };
  const leaves = items.map(hashLeaf);
  const aunts: string[][] = leaves.map(() => []);
  const root = climb(leaves, aunts, 0, leaves.length);
  const proofs = leaves.map((leaf, index) => ({
    total: BigInt(leaves.length),
    index: BigInt(index),
    leafHash: latin1ToBytes(leaf),
    aunts: aunts[index]!.map(latin1ToBytes),
  }));
  return { root: latin1ToBytes(root), proofs };
}

/** The root of a range of leaves; gives each of them the sibling at this level, after those below. */
function climb(leaves: readonly string[], aunts: readonly string[][], from: number, count: number): string {
  if (count === 1) return leaves[from]!;
  const middle = from + splitPoint(count);
  const left = climb(leaves, aunts, from, middle - from);
  const right = climb(leaves, aunts, middle, from + count - middle);
  for (let i = from; i < from + count; i++) aunts[i]!.push(i < middle ? right : left);
  return hashInner(left, right);
}

/** Whether the proof leads from the item to the root. */
export function verifyMerkleProof(root: Uint8Array, proof: MerkleProof, item: Uint8Array): boolean {
  const leaf = hashLeaf(item);
  if (leaf !== bytesToLatin1(proof.leafHash)) return false;
  const computed = rootFromAunts(Number(proof.index), Number(proof.total), leaf, proof.aunts.map(bytesToLatin1));
  return computed !== undefined && equalBytes(latin1ToBytes(computed), root);
}

function rootFromAunts(index: number, total: number, leaf: string, aunts: readonly string[]): string | undefined {
  if (index < 0 || index >= total) return undefined;
  if (total === 1) return aunts.length === 0 ? leaf : undefined;
  const aunt = aunts.at(-1);
  if (aunt === undefined) return undefined;
  const left = splitPoint(total);
  const below = aunts.slice(0, -1);
  if (index < left) {
    const hash = rootFromAunts(index, left, leaf, below);
    return hash === undefined ? undefined : hashInner(hash, aunt);
  }
  const hash = rootFromAunts(index - left, total - left, leaf, below);
  return hash === undefined ? undefined : hashInner(aunt, hash);
}
