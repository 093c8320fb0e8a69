import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { updateDynamicPricing } from '../../../src/keeper/dynamicPricing.js';
import { type InferenceKeepers, Keeper } from '../../../src/keeper/keeper.js';
import { inferenceMsgRoutes } from '../../../src/keeper/routes.js';
import { moduleName } from '../../../src/keeper/schema.js';
import { endBlock } from '../../../src/module/endBlocker.js';
import { deployed } from '../../../src/module/profiles.js';
import { openSdk } from '../../../src/sdk/keepers.js';
import type { KVStore } from '../../../src/store/kv.js';
import { Value } from '../../../src/store/value.js';
import { branch } from '../../../src/types/branch.js';
import { proto } from '../../../src/types/codec.js';
import type { Context } from '../../../src/types/context.js';
import type { MsgRoute, MsgRouter } from '../../../src/types/module.js';
import { toProtoJson } from '../../../src/types/protoJson.js';
import { protoType } from '../../../src/types/protoTypes.js';
import { base64ToBytes, bytesToLatin1, hexToBytes } from '../../../src/util/bytes.js';
import { CodedError } from '../../../src/util/errors.js';
import { dump, type World, world } from '../../sdk/world.js';
import type { VectorCase } from '../shared.js';
import { groupsOf } from './groupsOf.js';
import { Recorder } from './recorder.js';

/** A write as the recordings have it: key and value in hex, null for a removal. */
export type Write = readonly [key: string, value: string | null];

/** What a step has done, in the form of the recordings: changes of the module's store, events, calls to neighbours. */
export type Effects = Readonly<Record<string, unknown>>;

type AnyRoute = MsgRoute<InferenceKeepers, unknown, unknown>;

const milliseconds = 1_000_000n;
const bech32Prefix = 'gonka';

/** The deployed machine over stores in memory, as a recorded case starts it: one part of a block at a time. */
export class Machine {
  readonly #world: World;
  readonly #recorder: Recorder;
  readonly #routes: ReadonlyMap<string, AnyRoute>;

  constructor({ accounts, collateral, initialGroups, initialKv }: VectorCase) {
    const routes = inferenceMsgRoutes(deployed.conduct, bech32Prefix) as unknown as readonly AnyRoute[];
    this.#routes = new Map(routes.map((route) => [route.typeUrl, route]));
    this.#world = world({ prefix: bech32Prefix, router: this.#router() });
    this.#recorder = new Recorder(new Map(collateral.map((one: VectorCase) => [one.address, BigInt(one.amount)])));
    this.enterBlock(0n, 0n);
    const { auth } = this.#world.open();
    for (const { address, pubKey } of accounts) {
      const value = proto(PubKey).encode({ key: base64ToBytes(pubKey) });
      auth.create(address, { typeUrl: PubKey.typeUrl, value });
    }
    this.load(initialKv);
    this.#loadGroups(initialGroups);
  }

  /** The block that later steps run in. */
  enterBlock(height: bigint, timeMs: bigint): void {
    this.#world.block = { ...this.#world.block, height, time: timeMs * milliseconds };
  }

  /** Puts recorded writes into the module's store. */
  load(writes: readonly Write[]): void {
    for (const [key, value] of writes) {
      if (value === null) this.#store.delete(bytesToLatin1(hexToBytes(key)));
      else this.#store.set(bytesToLatin1(hexToBytes(key)), Value.ofBytes(hexToBytes(value)));
    }
  }

  beginBlock(): Effects {
    return nonEmpty(this.#effects((ctx) => updateDynamicPricing(this.#open(ctx))));
  }

  /** Runs one message: all of it, or nothing but its error. */
  send(typeUrl: string, bytes: Uint8Array): Effects {
    const route = this.#route(typeUrl);
    const msg = route.request.decode(bytes);
    let stage = 'validateBasic';
    let response: unknown;
    try {
      route.validateBasic?.(msg);
      stage = 'handler';
      const { kv, events, ...calls } = this.#effects((ctx) => {
        const own = branch(ctx);
        response = route.handle(own, { inference: this.#open(own) }, msg);
        own.commit();
      });
      const json = toProtoJson(protoType(route.responseTypeUrl.slice(1)), response);
      return { ok: true, response: json, kv, events, ...nonEmpty(calls) };
    } catch (error) {
      this.#recorder.take();
      if (!(error instanceof CodedError)) throw error;
      const { code, codespace, message } = error;
      return { error: { code, codespace, contains: message }, stage };
    }
  }

  endBlock(): Effects {
    const { events, ...rest } = this.#effects((ctx) => endBlock(ctx, (own) => this.#open(own), deployed));
    return nonEmpty({ ...rest, eventTypes: events.map(({ type }) => type) });
  }

  /** All of x/group as the recordings show it. */
  groups(): Effects {
    return groupsOf(this.#world.open().group);
  }

  get #store(): KVStore {
    return this.#world.context().stores.store(moduleName);
  }

  #open(ctx: Context): Keeper {
    return new Keeper(ctx, this.#recorder.neighbours(openSdk(ctx, this.#world.config)), deployed, bech32Prefix);
  }

  #route(typeUrl: string): AnyRoute {
    const route = this.#routes.get(typeUrl);
    if (route === undefined) throw new Error(`no handler of ${typeUrl}`);
    return route;
  }

  /** How votes of x/group act. */
  #router(): MsgRouter {
    const decode = ({ typeUrl, value }: Any) => {
      const route = this.#route(typeUrl);
      return { route, msg: route.request.decode(value) };
    };
    return {
      signers(message) {
        const { route, msg } = decode(message);
        return route.signers(msg);
      },
      validateBasic(message) {
        const { route, msg } = decode(message);
        route.validateBasic?.(msg);
      },
      execute: (ctx, message) => {
        const { route, msg } = decode(message);
        const response = route.handle(ctx, { inference: this.#open(ctx) }, msg);
        return { typeUrl: route.responseTypeUrl, value: route.response.encode(response) };
      },
    };
  }

  #effects(run: (ctx: Context) => void) {
    const before = new Map(dump(this.#store));
    const ctx = this.#world.context();
    run(ctx);
    const after = new Map(dump(this.#store));
    const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
    const kv = keys.filter((key) => before.get(key) !== after.get(key)).map((key) => [key, after.get(key) ?? null]);
    const events = ctx.events.all.map(({ type, attributes }) => ({
      type,
      attributes: attributes.map(({ key, value }) => [key, value]),
    }));
    return { kv, events, ...this.#recorder.take() };
  }

  #loadGroups(groups: VectorCase): void {
    const { group, auth } = this.#world.open();
    const admin = auth.moduleAddress('gov');
    for (const { members, metadata } of Object.values<VectorCase>(groups)) {
      const terms = { percentage: '0.50', votingPeriod: 240n, minExecutionPeriod: 0n };
      const { groupId } = group.createWithPolicy({ admin, metadata, ...terms });
      const updates = members.map(([address, weight, text]: string[]) => ({ address, weight, metadata: text }));
      group.updateMemberWeights(admin, groupId, updates);
    }
  }
}

/** The recordings leave out lists that have nothing in them. */
function nonEmpty(effects: Readonly<Record<string, readonly unknown[]>>): Effects {
  return Object.fromEntries(Object.entries(effects).filter(([, list]) => list.length > 0));
}
