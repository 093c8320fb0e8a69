import { CodedError, simErrors } from '../util/errors.js';
import { decodeStores, encodeStores, type KeptStore } from './blockRecord.js';
import { ByteReader, ByteWriter } from './byteCodec.js';
import { Edit, innerNode, TreeNode } from './iavl/node.js';
import type { Key } from './kv.js';
import { Value } from './value.js';

export type Root = TreeNode<Value> | undefined;

/** A kept store and the root of its tree. */
export interface StoreRoot extends KeptStore {
  readonly root: Root;
}

/**
 * All nodes of all trees with their versions, children first, so that the trees come back with the same hashes.
 *
 * The key of an inner node is the smallest of its right subtree, and its height and size follow from below: an inner node
 * is no more than its version. Cost: O(state).
 */
export function encodeImage(stores: readonly StoreRoot[]): Uint8Array {
  const writer = new ByteWriter();
  encodeStores(writer, stores);
  for (const { root } of stores) {
    writer.number(root === undefined ? 0 : 2 * root.size - 1);
    if (root !== undefined) writeNodes(writer, root);
  }
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

export function decodeImage(bytes: Uint8Array): StoreRoot[] {
  const reader = new ByteReader(bytes);
  const edits = new Edits();
  return decodeStores(reader).map((store) => ({ ...store, root: decodeTree(reader, edits) }));
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

function decodeTree(reader: ByteReader, edits: Edits): Root {
  const waiting: Subtree[] = [];
  for (let left = reader.number(); left > 0; left--) {
    const tag = reader.number();
    const edit = edits.of(Math.floor(tag / 2));
    waiting.push(tag % 2 === 0 ? decodeLeaf(reader, edit) : joined(waiting, edit));
  }
  if (waiting.length > 1) throw damaged();
  return waiting[0]?.node;
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

const damaged = (): CodedError => new CodedError(simErrors.storeCorrupt, 'the nodes of a snapshot form no tree');
