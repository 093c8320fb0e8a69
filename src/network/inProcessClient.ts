import type { App } from '../app/app.js';
import type { AppView } from '../app/context.js';
import { CodedError, simErrors } from '../util/errors.js';
import type { ChainClient, QueryMethod } from './chainClient.js';

/**
 * The chain of this very process, asked as over a wire but without one: the query's own handler answers with the records
 * that it found, nothing is encoded. Answers are shared; whoever wants to change one copies it.
 */
export class InProcessClient<K> implements ChainClient {
  readonly bech32Prefix: string;
  readonly #app: App<K>;
  #view: (AppView<K> & { readonly height: bigint }) | undefined;

  constructor(app: App<K>, bech32Prefix: string) {
    this.#app = app;
    this.bech32Prefix = bech32Prefix;
  }

  get chainId(): string {
    return this.#app.info.chainId;
  }

  get height(): bigint {
    return this.#app.info.lastHeight;
  }

  get time(): bigint {
    return this.#app.info.lastTime;
  }

  query<Req, Res>(service: string, method: QueryMethod<Req, Res>, request: Req): Res {
    const path = `/${service}/${method.name}`;
    const route = this.#app.machine.routes.query(path);
    if (route === undefined) throw new CodedError(simErrors.usage, `this chain does not answer ${path}`);
    const { ctx, keepers } = this.#current();
    return route.handle(ctx, keepers, request as never) as Res;
  }

  #current(): AppView<K> {
    const { height } = this;
    if (this.#view?.height !== height) this.#view = { ...this.#app.view(height), height };
    return this.#view;
  }
}
