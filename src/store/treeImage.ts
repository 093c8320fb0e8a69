import { CodedError, simErrors } from '../util/errors.js';
import { decodeStores, encodeStores, type KeptStore } from './blockRecord.js';
import { ByteReader, ByteWriter } from './byteCodec.js';
import { type Hash, hashOf } from './iavl/hash.js';
import { Edit, innerNode, TreeNode } from './iavl/node.js';
import type { Key } from './kv.js';
import { Value } from './value.js';

export type Root = TreeNode<Value> | undefined;

/** A kept store and the root of its tree. */
export interface StoreRoot extends KeptStore {
  readonly root: Root;
}

/**
 * A whole state in pieces: subtrees of some leaves each, and what stands above them.
 *
 * A chunk goes by the hash of its root, which tells all that is in it, versions too. So what two states have in common is
 * the same chunk in both, and whoever has it need not look into it again.
 */
export interface StateImage {
  readonly top: Uint8Array;
  readonly chunks: ReadonlyMap<Hash, TreeNode<Value>>;
}

/** A tree's chunks from left to right, and what joins them, children first. */
interface TreeTop {
  readonly hashes: readonly Hash[];
  /** A chunk, or the version of an inner node and one. */
  readonly nodes: readonly number[];
}

/** A changed leaf makes so many be written again, and each chunk adds some forty bytes to the top. */
const chunkLeaves = 32;

const nextChunk = 0;

/** Cost: O(chunks). */
export function imageOf(stores: readonly StoreRoot[]): StateImage {
  const chunks = new Map<Hash, TreeNode<Value>>();
  const writer = new ByteWriter();
  encodeStores(writer, stores);
  for (const { root } of stores) {
    const { hashes, nodes } = topOf(root, chunks);
    writer.number(hashes.length);
    for (const hash of hashes) writer.text(hash);
    for (const node of nodes) writer.number(node);
  }
  return { top: writer.finish(), chunks };
}

function topOf(root: Root, chunks: Map<Hash, TreeNode<Value>>): TreeTop {
  const hashes: Hash[] = [];
  const nodes: number[] = [];
  const visit = (node: TreeNode<Value>): void => {
    if (node.size > chunkLeaves) {
      visit(node.left!);
      visit(node.right!);
      nodes.push(node.edit.version + 1);
      return;
    }
    const hash = hashOf(node, { nodes: 0 }); // nobody has asked for it where a store goes without proofs
    hashes.push(hash);
    chunks.set(hash, node);
    nodes.push(nextChunk);
  };
  if (root !== undefined) visit(root);
  return { hashes, nodes };
}

function readTop(reader: ByteReader): TreeTop {
  const hashes = Array.from({ length: reader.number() }, () => reader.text());
  const nodes = Array.from({ length: Math.max(0, 2 * hashes.length - 1) }, () => reader.number());
  return { hashes, nodes };
}

/** The chunks that a state is made of. */
export function chunksOf(top: Uint8Array): Set<Hash> {
  const reader = new ByteReader(top);
  return new Set(decodeStores(reader).flatMap(() => readTop(reader).hashes));
}

/** @param chunk gives what `encodeChunk` made of the subtree with a hash */
export function decodeImage(top: Uint8Array, chunk: (hash: Hash) => Uint8Array): StoreRoot[] {
  const reader = new ByteReader(top);
  const edits = new Edits();
  return decodeStores(reader).map((store) => {
    const { hashes, nodes } = readTop(reader);
    const waiting: Subtree[] = [];
    let next = 0;
    for (const node of nodes) {
      if (node !== nextChunk) waiting.push(joined(waiting, edits.of(node - 1)));
      else if (next === hashes.length) throw damaged();
      else waiting.push(decodeChunk(chunk(hashes[next++]!), edits));
    }
    return { ...store, root: waiting.length === 0 ? undefined : whole(waiting).node };
  });
}

/**
 * All nodes of a subtree with their versions, children first, so that they come back with the same hashes.
 *
 * The key of an inner node is the smallest of its right subtree, and its height and size follow from below: an inner node
 * is no more than its version.
 */
export function encodeChunk(root: TreeNode<Value>): Uint8Array {
  const writer = new ByteWriter();
  writeNodes(writer, root);
  return writer.finish();
}

function writeNodes(writer: ByteWriter, { height, edit, key, value, left, right }: TreeNode<Value>): void {
  if (height === 0) {
    writer
      .number(2 * edit.version)
      .text(key)
      .bytes(value!.bytes);
    return;
  }
  writeNodes(writer, left!);
  writeNodes(writer, right!);
  writer.number(2 * edit.version + 1);
}

function decodeChunk(bytes: Uint8Array, edits: Edits): Subtree {
  const reader = new ByteReader(bytes);
  const waiting: Subtree[] = [];
  while (!reader.done) {
    const tag = reader.number();
    const edit = edits.of(Math.floor(tag / 2));
    waiting.push(tag % 2 === 0 ? decodeLeaf(reader, edit) : joined(waiting, edit));
  }
  return whole(waiting);
}

/** One round of edits per version met. */
export class Edits {
  readonly #known = new Map<number, Edit>();

  of(version: number): Edit {
    const known = this.#known.get(version);
    if (known !== undefined) return known;
    const edit = new Edit(version);
    this.#known.set(version, edit);
    return edit;
  }
}

export interface Subtree {
  readonly node: TreeNode<Value>;
  readonly smallest: Key;
}

function decodeLeaf(reader: ByteReader, edit: Edit): Subtree {
  const key = reader.text();
  return { node: new TreeNode(key, Value.ofBytes(reader.bytes()), edit), smallest: key };
}

export function joined(waiting: Subtree[], edit: Edit): Subtree {
  const [right, left] = [waiting.pop(), waiting.pop()];
  if (left === undefined || right === undefined) throw damaged();
  return { node: innerNode(right.smallest, left.node, right.node, edit), smallest: left.smallest };
}

function whole(waiting: readonly Subtree[]): Subtree {
  const [subtree] = waiting;
  if (subtree === undefined || waiting.length > 1) throw damaged();
  return subtree;
}

const damaged = (): CodedError => new CodedError(simErrors.storeCorrupt, 'the nodes of a snapshot form no tree');
