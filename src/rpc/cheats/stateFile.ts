import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { decodeRecord, encodeRecord } from '../../node/blockCodec.js';
import type { ChainImage } from '../../node/blockMaker.js';
import { decodeValidatorSet } from '../../node/blockStore.js';
import type { Node } from '../../node/node.js';
import { StoreVersion } from '../../store/storeVersion.js';
import type { StoreRoot } from '../../store/treeImage.js';
import { nodeLines, TreeReader } from '../../store/treeLines.js';
import { encodeValidatorSet } from '../../types/comet/validatorSet.js';
import { base64ToBytes, bytesToBase64, equalBytes } from '../../util/bytes.js';
import { CodedError, simErrors } from '../../util/errors.js';
import { upperHex } from '../comet/shapes/json.js';

// A chain as it stands, as lines of JSON: first what it is and its last block, then each store, followed by its tree's nodes,
// children first. Neither side holds more of the text than a line.

const schema = 'gonka-sim/state/1';

/** The chain as it stands now, line by line, whatever it does meanwhile. */
export function* stateLines(node: Node): Generator<string> {
  const { state, clock, record, sets } = node.image;
  const { chainId, genesisHash, profile } = node.app.info;
  const head = {
    schema,
    chainId,
    genesisHash,
    profile,
    height: String(state.version),
    appHash: upperHex(record.results.appHash),
    meta: bytesToBase64(state.aux!),
    block: bytesToBase64(encodeRecord(record)),
    validators: sets.map((set) => bytesToBase64(encodeValidatorSet(set))),
    clock: { offset: String(clock.offset), skip: String(clock.skip), chosen: clock.chosen?.toString() ?? null },
  };
  yield `${JSON.stringify(head)}\n`;
  for (const store of state.roots) yield* nodeLines(store);
  yield `${JSON.stringify({ end: true })}\n`;
}

const bytes = z.base64().transform(base64ToBytes);
const integer = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);
const headShape = z.object({
  schema: z.literal(schema),
  chainId: z.string(),
  genesisHash: z.string(),
  profile: z.string(),
  height: integer,
  appHash: z.string(),
  meta: bytes,
  block: bytes,
  validators: z.array(bytes).length(3),
  clock: z.object({ offset: integer, skip: integer, chosen: integer.nullable() }),
});

const unreadable = (why: string): CodedError => new CodedError(simErrors.usage, `no state of this chain: ${why}`);

/** Reads what `stateLines` wrote. Nothing is changed by it. @throws gonka-sim/26 when it is anything else */
export async function readState(node: Node, input: Readable): Promise<ChainImage> {
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let head: z.output<typeof headShape> | undefined;
  const trees = new TreeReader();
  // What goes wrong in the stream itself reaches us here, too.
  const failed = new Promise<never>((_, reject) => input.once('error', reject));
  failed.catch(() => lines.close());
  for await (const line of lines) {
    const json = parsed(line);
    if (head === undefined) head = headOf(node, json);
    else trees.add(json);
  }
  if (input.errored) throw input.errored;
  if (head === undefined) throw unreadable('it is empty');
  return imageOf(node, head, trees.finish());
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw unreadable(`${JSON.stringify(line.slice(0, 40))} is not JSON`);
  }
}

function headOf({ app }: Node, json: unknown): z.output<typeof headShape> {
  const result = headShape.safeParse(json);
  if (!result.success) throw unreadable(`its first line is not that of ${schema}`);
  const { chainId, genesisHash, profile } = app.info;
  if (result.data.genesisHash !== genesisHash || result.data.chainId !== chainId) {
    throw unreadable(`it is that of chain ${result.data.chainId} with another genesis`);
  }
  if (result.data.profile !== profile) throw unreadable(`its rules are ${result.data.profile}, ours ${profile}`);
  return result.data;
}

function imageOf(node: Node, head: z.output<typeof headShape>, roots: readonly StoreRoot[]): ChainImage {
  const state = new StoreVersion(head.height, roots, head.meta);
  const names = (of: StoreVersion) => of.info.stores.map(({ name }) => name).join();
  if (names(state) !== names(node.app.storesAt(node.height))) throw unreadable('its stores are others');
  const record = decodeRecord(head.block);
  const { appHash } = record.results;
  const isWhole = equalBytes(state.info.hash, appHash) && record.stored.block.header.height === head.height;
  if (!isWhole) throw unreadable('its state has another hash than its last block says');
  const { offset, skip, chosen } = head.clock;
  const clock = { offset, skip, chosen: chosen ?? undefined };
  return { state, record, sets: head.validators.map(decodeValidatorSet), clock };
}
