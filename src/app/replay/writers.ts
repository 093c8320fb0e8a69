import type { ChainProfile } from '../../module/chainProfile.js';
import type { AppModule, MsgRoute } from '../../types/module.js';

/** Names the part of a block that is at work: a module's begin or end, a stage of an epoch, a transaction's messages. */
export class Writers {
  #part = 'genesis';

  readonly current = (): string => this.#part;

  /** A block begins, and no part of it is at work yet. */
  begin(): void {
    this.#part = 'before the block';
  }

  /** The same module, known by name while it works. */
  module<K>(module: AppModule<K>): AppModule<K> {
    const { name } = module;
    const named: AppModule<K> = {
      ...module,
      msgs: module.msgs.map((route) => this.#route(route as MsgRoute<K, unknown>) as MsgRoute<K, never, unknown>),
      initGenesis: (...args) => this.#as(`genesis of ${name}`, () => module.initGenesis(...args)),
    };
    const { beginBlock, endBlock } = module;
    if (beginBlock) named.beginBlock = (...args) => this.#as(`begin of ${name}`, () => beginBlock(...args));
    if (endBlock) named.endBlock = (...args) => this.#as(`end of ${name}`, () => endBlock(...args));
    return named;
  }

  /** The same rules; each stage of an epoch is known by name while it runs. */
  profile(profile: ChainProfile): ChainProfile {
    const { runStage } = profile.epochs;
    return {
      ...profile,
      epochs: {
        ...profile.epochs,
        runStage: (ctx, stage, work) => this.#as(`inference, ${stage}`, () => runStage(ctx, stage, work)),
      },
    };
  }

  /** A transaction begins; `index` is its place in the block. */
  readonly transaction = (index: number): void => {
    this.#part = `transaction ${index}`;
  };

  /** Writes of messages come down when all are done, so a transaction's part grows by the messages it has run. */
  #route<K>(route: MsgRoute<K, unknown>): MsgRoute<K, unknown> {
    return {
      ...route,
      handle: (ctx, keepers, message) => {
        if (this.#part.startsWith('transaction ')) this.#part += `, ${route.typeUrl.slice(1)}`;
        return route.handle(ctx, keepers, message);
      },
    };
  }

  #as<T>(part: string, work: () => T): T {
    const outer = this.#part;
    this.#part = part;
    try {
      return work();
    } finally {
      this.#part = outer;
    }
  }
}
