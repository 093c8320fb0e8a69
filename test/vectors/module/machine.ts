import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import { updateDynamicPricing } from '../../../src/keeper/dynamicPricing.js';
import { Keeper } from '../../../src/keeper/keeper.js';
import { moduleName } from '../../../src/keeper/schema.js';
import { endBlock } from '../../../src/module/endBlocker.js';
import { deployed } from '../../../src/module/profiles.js';
import { openSdk } from '../../../src/sdk/keepers.js';
import type { KVStore } from '../../../src/store/kv.js';
import { Value } from '../../../src/store/value.js';
import { proto } from '../../../src/types/codec.js';
import type { Context } from '../../../src/types/context.js';
import { base64ToBytes, bytesToLatin1, hexToBytes } from '../../../src/util/bytes.js';
import { dump, type World, world } from '../../sdk/world.js';
import type { VectorCase } from '../shared.js';
import { Recorder } from './recorder.js';

/** A write as the recordings have it: key and value in hex, null for a removal. */
export type Write = readonly [key: string, value: string | null];

/** What a step has changed in the module's store, with the calls to its neighbours. */
export type Effects = Readonly<Record<string, unknown>>;

const milliseconds = 1_000_000n;

/** The deployed machine over stores in memory, as a recorded case starts it: one part of a block at a time. */
export class Machine {
  readonly #world: World;
  readonly #recorder: Recorder;

  constructor({ accounts, collateral, initialGroups, initialKv }: VectorCase) {
    this.#world = world();
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
    return this.#effects((ctx) => updateDynamicPricing(this.#open(ctx)));
  }

  endBlock(): Effects {
    return this.#effects((ctx) => endBlock(ctx, (own) => this.#open(own), deployed));
  }

  /** All of x/group as the recordings show it. */
  groups(): Effects {
    const { group } = this.#world.open();
    const groups = [...group.schema.groups.values()].map(({ id, metadata, totalWeight }) => {
      const members = group.members(id).map((member) => [member.address, String(member.weight), member.metadata]);
      const [policy] = group.policiesOf(id);
      return [String(id), { members, metadata, policy: policy?.address, totalWeight }];
    });
    return Object.fromEntries(groups);
  }

  get #store(): KVStore {
    return this.#world.context().stores.store(moduleName);
  }

  #open(ctx: Context): Keeper {
    return new Keeper(ctx, this.#recorder.neighbours(openSdk(ctx, this.#world.config)), deployed);
  }

  #effects(run: (ctx: Context) => void): Effects {
    const before = new Map(dump(this.#store));
    const ctx = this.#world.context();
    run(ctx);
    const after = new Map(dump(this.#store));
    const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
    const kv = keys.filter((key) => before.get(key) !== after.get(key)).map((key) => [key, after.get(key) ?? null]);
    const eventTypes = ctx.events.all.map(({ type }) => type);
    return { ...(kv.length > 0 && { kv }), ...(eventTypes.length > 0 && { eventTypes }), ...this.#recorder.take() };
  }

  #loadGroups(groups: VectorCase): void {
    const { group, auth } = this.#world.open();
    const admin = auth.moduleAddress('gov');
    for (const [, { members, metadata }] of Object.entries<VectorCase>(groups)) {
      const terms = { percentage: '0.50', votingPeriod: 240n, minExecutionPeriod: 0n };
      const { groupId } = group.createWithPolicy({ admin, metadata, ...terms });
      const updates = members.map(([address, weight, text]: string[]) => ({ address, weight, metadata: text }));
      group.updateMemberWeights(admin, groupId, updates);
    }
  }
}
