import { sdkAnteWith } from '../../app/ante/sdkAnte.js';
import type { GonkaKeepers } from '../../app/gonkaKeepers.js';
import { Explainer } from '../../app/replay/explain.js';
import { Writers } from '../../app/replay/writers.js';
import { blockRequest } from '../../node/blockRequest.js';
import type { Node } from '../../node/node.js';
import type { Context } from '../../types/context.js';
import type { ChainEvent } from '../../types/events.js';
import type { AppModule, MsgRoute } from '../../types/module.js';
import { bytesToHex, latin1ToBytes } from '../../util/bytes.js';
import { type Json, upperHex } from '../comet/shapes/json.js';
import { badField, requireHeight } from './fields.js';
import { type StoreUse, TraceStores } from './traceStores.js';

/** What one part of a block did, in the order of what it did first. */
export interface TraceStep {
  /** For example `before the block` (what was done by hand), `begin of staking`, `inference, StartOfPoC`, `transaction 0, cosmos.bank.v1beta1.MsgSend`. */
  readonly step: string;
  readonly uses: StoreUse[];
  events: readonly ChainEvent[];
  /** Of a message. */
  gas: bigint | undefined;
}

/** A block that was run once more. */
export interface BlockTrace {
  readonly steps: readonly TraceStep[];
  readonly appHash: Uint8Array;
}

/** Writes down what happens by the part of the block that does it. */
class Recorder {
  readonly writers = new Writers();
  readonly #steps = new Map<string, TraceStep>();

  get steps(): readonly TraceStep[] {
    return [...this.#steps.values()];
  }

  /** Forgets what was written down, before the block that counts. */
  begin(): void {
    this.#steps.clear();
    this.writers.begin();
  }

  readonly used = (use: StoreUse): void => void this.#current().uses.push(use);

  /** The same module, with events and gas of its work written down. */
  module(module: AppModule<GonkaKeepers>): AppModule<GonkaKeepers> {
    const { beginBlock, endBlock } = module;
    const watched: AppModule<GonkaKeepers> = {
      ...module,
      msgs: module.msgs.map((route) => this.#route(route as MsgRoute<GonkaKeepers, never, unknown>)),
    };
    if (beginBlock) watched.beginBlock = (ctx, keepers) => this.#watched(ctx, () => beginBlock(ctx, keepers));
    if (endBlock) watched.endBlock = (ctx, keepers) => this.#watched(ctx, () => endBlock(ctx, keepers));
    return this.writers.module(watched);
  }

  #route(route: MsgRoute<GonkaKeepers, never, unknown>): MsgRoute<GonkaKeepers, never, unknown> {
    return { ...route, handle: (ctx, ...rest) => this.#watched(ctx, () => route.handle(ctx, ...rest)) };
  }

  #watched<T>(ctx: Context, work: () => T): T {
    const step = this.#current();
    const [events, gas] = [ctx.events.all.length, ctx.gas.consumed];
    try {
      return work();
    } finally {
      step.events = ctx.events.all.slice(events);
      if (step.step.startsWith('transaction ')) step.gas = ctx.gas.consumed - gas;
    }
  }

  #current(): TraceStep {
    const step = this.writers.current();
    const known = this.#steps.get(step);
    if (known !== undefined) return known;
    const made: TraceStep = { step, uses: [], events: [], gas: undefined };
    this.#steps.set(step, made);
    return made;
  }
}

/**
 * Runs a kept block once more, on a copy of the state that it found, and writes down what each part of it reads and writes.
 *
 * @param field that named the block, for complaints
 */
export async function traceBlock(node: Node, field: string, height: bigint): Promise<BlockTrace> {
  const request = blockRequest(node.blocks, height);
  if (request === undefined) throw badField(field, `block ${height} is not kept; ${keptBlocks(node)}`);
  const { initialHeight } = node.genesis;
  if (height <= initialHeight) throw badField(field, `block ${height} begins with genesis; a later one is wanted`);
  const state = requireHeight(node.app, field, height - 1n);
  const recorder = new Recorder();
  const impersonated = new Set(node.blocks.byHand(height)!.impersonated);
  const ante = sdkAnteWith({ ...node.settings, isImpersonated: (address) => impersonated.has(address) });
  const watch = {
    modules: (all: readonly AppModule<GonkaKeepers>[]) => all.map((module) => recorder.module(module)),
    stores: (stores: ConstructorParameters<typeof TraceStores>[0]) => new TraceStores(stores, recorder.used),
    transaction: recorder.writers.transaction,
  };
  const other = await node.another({ ante, watch, profile: recorder.writers.profile(node.profile) });
  try {
    other.app.adopt(state);
    recorder.begin();
    const { appHash } = other.app.finalizeBlock(request);
    return { steps: recorder.steps, appHash };
  } finally {
    await other.stop();
  }
}

const keptBlocks = ({ blocks, height }: Node): string => `there are those from ${blocks.earliest} to ${height}`;

/** Steps as clients see them. */
export function stepsJson(steps: readonly TraceStep[], bech32Prefix: string): readonly Json[] {
  const explainer = new Explainer(bech32Prefix);
  return steps.map(({ step, uses, events, gas }) => ({
    step,
    gas_used: gas === undefined ? undefined : String(gas),
    stores: uses.map(({ store, did, key, value }) => ({
      store,
      did,
      key: bytesToHex(latin1ToBytes(key)),
      record: explainer.key(store, key),
      value: value === undefined ? null : explainer.value(store, key, value.bytes),
    })),
    events: events.map(({ type, attributes }) => ({
      type,
      attributes: attributes.map(({ key, value }) => ({ key, value })),
    })),
  }));
}

export const hashes = ({ appHash }: BlockTrace, node: Node, height: bigint): { readonly [field: string]: Json } => {
  const made = upperHex(appHash);
  return { app_hash: made, matches: made === upperHex(node.blocks.results(height)!.appHash) };
};
