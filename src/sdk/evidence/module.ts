import { Equivocation } from 'cosmjs-types/cosmos/evidence/v1beta1/evidence';
import * as query from 'cosmjs-types/cosmos/evidence/v1beta1/query';
import { Any } from 'cosmjs-types/google/protobuf/any';
import { bytes as bytesKey } from '../../store/keyCodec.js';
import { lazySchema, mapAt } from '../../store/schema.js';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';
import { page } from '../../types/paging.js';
import { invalidArgument, notFound } from '../../types/queryStatus.js';
import { hexToBytes } from '../../util/bytes.js';
import { sha256 } from '../../util/sha256.js';
import { anyJson, packed } from '../anyJson.js';
import { int64, list, record, text, timestamp } from '../json.js';
import { queryRoute, type SdkModule, type SdkQueryRoute } from '../routes.js';
import { punishDoubleSign } from './punish.js';

const evidenceStore = 'evidence';
const evidencePrefix = '\0';

/** Where x/evidence keeps what it has punished: by the hash of the evidence. */
export const evidenceSchema = lazySchema({
  evidence: mapAt(evidencePrefix, bytesKey, proto(Any)),
});

const schemaOf = (ctx: Context) => evidenceSchema(ctx.stores.store(evidenceStore));

const equivocation = record<Equivocation>({ height: int64, time: timestamp, power: int64, consensusAddress: text });
const genesisJson = record<{ evidence: Any[] }>({ evidence: list(anyJson([packed(Equivocation, equivocation)])) });

const path = (method: string): string => `/cosmos.evidence.v1beta1.Query/${method}`;

const queries: readonly SdkQueryRoute[] = [
  queryRoute(path('Evidence'), [query.QueryEvidenceRequest, query.QueryEvidenceResponse], (_keepers, { hash }, ctx) => {
    if (hash === '') throw invalidArgument('invalid request; hash is empty');
    if (!/^([0-9a-fA-F]{2})+$/.test(hash)) throw invalidArgument('invalid evidence hash');
    const evidence = schemaOf(ctx).evidence.get(hexToBytes(hash.toLowerCase()));
    if (!evidence) throw notFound(`evidence ${hash} not found`);
    return { evidence };
  }),
  queryRoute(
    path('AllEvidence'),
    [query.QueryAllEvidenceRequest, query.QueryAllEvidenceResponse],
    (_keepers, { pagination }, ctx) => {
      const codec = proto(Any);
      const found = page(ctx.stores.store(evidenceStore), evidencePrefix, pagination, (_key, value) =>
        value.read(codec),
      );
      return { evidence: found.items, pagination: found.pagination };
    },
  ),
];

/** x/evidence: punishes who signed two things at one height, as CometBFT reports it. */
export function evidenceModule(): SdkModule {
  const read = (genesis: unknown) => genesisJson.read(genesis ?? {}, evidenceStore);
  const keep = (ctx: Context, { typeUrl, value }: Any): void =>
    schemaOf(ctx).evidence.set(sha256(value), { typeUrl, value });
  return {
    name: evidenceStore,
    stores: [evidenceStore],
    msgs: [],
    queries,
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(ctx, _keepers, genesis) {
      for (const one of read(genesis).evidence) keep(ctx, one);
      return [];
    },
    exportGenesis: (ctx) => genesisJson.write({ evidence: [...schemaOf(ctx).evidence.values()] }),
    beginBlock(ctx, keepers) {
      for (const found of ctx.block.misbehavior ?? []) {
        const punished = punishDoubleSign(ctx, keepers, found);
        if (punished) keep(ctx, { typeUrl: Equivocation.typeUrl, value: proto(Equivocation).encode(punished) });
      }
    },
  };
}
