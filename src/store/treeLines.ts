import { base64ToBytes, bytesToBase64, bytesToLatin1, latin1ToBytes } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import { TreeNode } from './iavl/node.js';
import { postOrder } from './iavl/walk.js';
import type { StoreRoot } from './treeImage.js';
import { Edits, joined, type Subtree } from './treeImage.js';
import { Value } from './value.js';

// Trees as lines of JSON, for who sends them through a stream: `{"store":…,"kind":…}`, then lists of nodes, children first, as
// in a tree's image. A leaf is [version, key, value], both base64; an inner node is [version].

const nodesPerLine = 256;

type NodeItem = readonly [version: number] | readonly [version: number, key: string, value: string];

/** The lines of a store. Cost: O(its state), a line at a time. */
export function* nodeLines({ name, kind, root }: StoreRoot): Generator<string> {
  yield `${JSON.stringify({ store: name, kind })}\n`;
  let items: NodeItem[] = [];
  for (const { height, edit, key, value } of postOrder(root)) {
    const isLeaf = height === 0;
    items.push(
      isLeaf ? [edit.version, bytesToBase64(latin1ToBytes(key)), bytesToBase64(value!.bytes)] : [edit.version],
    );
    if (items.length < nodesPerLine) continue;
    yield `${JSON.stringify(items)}\n`;
    items = [];
  }
  if (items.length > 0) yield `${JSON.stringify(items)}\n`;
}

/** Grows trees from the lines of their stores. */
export class TreeReader {
  readonly #edits = new Edits();
  readonly #done: StoreRoot[] = [];
  #store: Pick<StoreRoot, 'name' | 'kind'> | undefined;
  #waiting: Subtree[] = [];
  #isWhole = false;

  /** @throws gonka-sim/13 for what is no line of a store */
  add(json: unknown): void {
    if (Array.isArray(json)) {
      if (this.#store === undefined || this.#isWhole) throw damaged();
      for (const item of json) this.#waiting.push(this.#node(item));
      return;
    }
    this.#close();
    const { store, kind, end } = (json ?? {}) as { readonly [field: string]: unknown };
    if (end === true) this.#isWhole = true;
    else if (typeof store === 'string' && (kind === 'iavl' || kind === 'db')) this.#store = { name: store, kind };
    else throw damaged();
  }

  /** All stores. */
  finish(): readonly StoreRoot[] {
    if (!this.#isWhole) throw damaged();
    return this.#done;
  }

  #node(item: unknown): Subtree {
    const [version, key, value] = Array.isArray(item) ? (item as readonly unknown[]) : [];
    if (typeof version !== 'number') throw damaged();
    const edit = this.#edits.of(version);
    if (key === undefined) return joined(this.#waiting, edit);
    if (typeof key !== 'string' || typeof value !== 'string') throw damaged();
    const at = bytesToLatin1(base64ToBytes(key));
    return { node: new TreeNode(at, Value.ofBytes(base64ToBytes(value)), edit), smallest: at };
  }

  #close(): void {
    if (this.#isWhole || this.#waiting.length > 1) throw damaged();
    if (this.#store !== undefined) this.#done.push({ ...this.#store, root: this.#waiting[0]?.node });
    this.#waiting = [];
    this.#store = undefined;
  }
}

const damaged = (): CodedError => new CodedError(simErrors.storeCorrupt, 'the nodes of a tree form none');
