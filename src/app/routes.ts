import type { AppModule, MsgRoute, QueryRoute } from '../types/module.js';
import { CodedError, simErrors } from '../util/errors.js';

/** A message route whose request type is known only to itself. */
export type AnyMsgRoute<K> = MsgRoute<K, never, unknown>;
export type AnyQueryRoute<K> = QueryRoute<K, never, unknown>;

/** What may stand in an Any beside messages: the SDK's keys, policies, allowances and the like. */
const packable =
  /^\/cosmos\.(crypto\.(secp256k1|ed25519|secp256r1)\.PubKey|crypto\.multisig\.LegacyAminoPubKey|group\.v1\.\w+DecisionPolicy|feegrant\.v1beta1\.\w+Allowance|gov\.v1beta1\.TextProposal|distribution\.v1beta1\.CommunityPoolSpendProposal|upgrade\.v1beta1\.(Cancel)?SoftwareUpgradeProposal|(authz|bank|staking)\.v1beta1\.\w+Authorization)$/;

/** Every message and query of the chain, by type URL and by gRPC path. Two modules that claim one name are a usage error. */
export class Routes<K> {
  readonly #messages = new Map<string, AnyMsgRoute<K>>();
  /** Names of the messages' types, by type URL. */
  readonly #messageNames = new Map<string, string>();
  readonly #queries = new Map<string, AnyQueryRoute<K>>();

  constructor(modules: readonly AppModule<K>[]) {
    for (const module of modules) {
      for (const route of module.msgs) {
        claim(this.#messages, route.typeUrl, route, module.name);
        if (route.typeUrl.startsWith('/')) this.#messageNames.set(route.typeUrl, route.typeUrl.slice(1));
      }
      for (const route of module.queries) claim(this.#queries, route.path, route, module.name);
    }
  }

  /** Takes in queries that no module answers, but whoever runs the chain does. */
  addQueries(routes: readonly AnyQueryRoute<K>[], owner: string): void {
    for (const route of routes) claim(this.#queries, route.path, route, owner);
  }

  message(typeUrl: string): AnyMsgRoute<K> | undefined {
    return this.#messages.get(typeUrl);
  }

  /** The type behind the type URL of an Any; undefined when nothing of the chain may stand in one under it. */
  readonly packableType = (typeUrl: string): string | undefined =>
    this.#messageNames.get(typeUrl) ?? (packable.test(typeUrl) ? typeUrl.slice(1) : undefined);

  /** Type URLs of all messages. */
  get messageTypes(): readonly string[] {
    return [...this.#messages.keys()];
  }

  /** Paths of all queries. */
  get queryPaths(): readonly string[] {
    return [...this.#queries.keys()];
  }

  query(path: string): AnyQueryRoute<K> | undefined {
    return this.#queries.get(path);
  }
}

function claim<T>(table: Map<string, T>, name: string, route: T, module: string): void {
  if (table.has(name)) throw new CodedError(simErrors.usage, `${name} is routed twice, the second time by ${module}`);
  table.set(name, route);
}
