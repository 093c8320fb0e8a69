/**
 * What becomes of a store: `iavl` is proved and kept, `transient` is emptied by each commit, `memory` lives as long as
 * the process, `db` is kept without a proof (the SDK gives it a fixed hash; no store of the chain is one).
 */
export type StoreKind = 'iavl' | 'transient' | 'memory' | 'db';

/** Kinds that outlive the process. */
export type KeptKind = Extract<StoreKind, 'iavl' | 'db'>;

export interface StoreSpec {
  readonly name: string;
  readonly kind: StoreKind;
}
