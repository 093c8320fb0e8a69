import { uint64 } from '../../store/keyCodec.js';
import { itemAt, lazySchema, mapAt } from '../../store/schema.js';
import { uint64Value } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';
import { compareUtf8 } from '../../util/bytes.js';
import type { SdkConfig } from '../config.js';
import { list, record, text, uint64 as uint64Json } from '../json.js';
import { rawType } from '../rawType.js';
import type { SdkModule } from '../routes.js';

const capabilityStore = 'capability';

interface Owner {
  readonly module: string;
  readonly name: string;
}

interface Owners {
  readonly owners: readonly Owner[];
}

const Owner = rawType<Owner>(
  '/capability.v1.Owner',
  ({ module, name }, writer) => void writer.uint32(10).string(module).uint32(18).string(name),
  (reader) => {
    const owner = { module: '', name: '' };
    while (reader.pos < reader.len) {
      const tag = reader.uint32();
      if (tag === 10) owner.module = reader.string();
      else if (tag === 18) owner.name = reader.string();
      else reader.skipType(tag & 7);
    }
    return owner;
  },
);

const Owners = rawType<Owners>(
  '/capability.v1.CapabilityOwners',
  ({ owners }, writer) => {
    for (const owner of owners) {
      writer.uint32(10).fork();
      Owner.encode(owner, writer);
      writer.ldelim();
    }
  },
  (reader) => {
    const owners: Owner[] = [];
    while (reader.pos < reader.len) {
      const tag = reader.uint32();
      if (tag === 10) owners.push(Owner.decode(reader.bytes() as never));
      else reader.skipType(tag & 7);
    }
    return { owners };
  },
);

/** Where the module keeps things. */
export const capabilitySchema = lazySchema({
  next: itemAt('index', uint64Value),
  owners: mapAt('capability_index', uint64, proto(Owners)),
});

const schemaOf = (ctx: Context) => capabilitySchema(ctx.stores.store(capabilityStore));

/** Gives a port to a module, as IBC does at genesis: the capability belongs to IBC and to the module. */
export function bindPort(ctx: Context, { modules }: SdkConfig, port: string, module: string): void {
  if (!modules.has(capabilityStore)) return;
  const { next, owners } = schemaOf(ctx);
  const index = next.require();
  const name = `ports/${port}`;
  const isBound = [...owners.values()].some((held) => held.owners.some((owner) => owner.name === name));
  if (isBound) return;
  const both = ['ibc', module].sort(compareUtf8);
  owners.set(index, { owners: both.map((owner) => ({ module: owner, name })) });
  next.set(index + 1n);
}

interface CapabilityGenesis {
  readonly index: bigint;
  readonly owners: { readonly index: bigint; readonly indexOwners: Owners }[];
}

const genesisJson = record<CapabilityGenesis>({
  index: uint64Json,
  owners: list(
    record({
      index: uint64Json,
      indexOwners: record<Owners>({ owners: list(record<Owner>({ module: text, name: text })) }),
    }),
  ),
});

/** IBC's capabilities: who holds which port. */
export function capabilityModule(): SdkModule {
  const read = (genesis: unknown) => genesisJson.read(genesis ?? { index: '1' }, capabilityStore);
  return {
    name: capabilityStore,
    stores: [capabilityStore],
    msgs: [],
    queries: [],
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(ctx, _keepers, genesis) {
      const { index, owners } = read(genesis);
      const schema = schemaOf(ctx);
      schema.next.set(index);
      for (const held of owners) schema.owners.set(held.index, held.indexOwners);
      return [];
    },
    exportGenesis(ctx) {
      const schema = schemaOf(ctx);
      const owners = [...schema.owners.entries()].map(([index, indexOwners]) => ({ index, indexOwners }));
      return genesisJson.write({ index: schema.next.require(), owners });
    },
  };
}
