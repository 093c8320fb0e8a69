/** Which heights a multistore forgets, as the SDK's pruning options say it. */
export interface Pruning {
  /** Heights kept before the last one; undefined keeps all. */
  readonly keepRecent: number | undefined;
  /** How often, in blocks, old heights are dropped. */
  readonly interval: number;
}

export const pruneNothing: Pruning = { keepRecent: undefined, interval: 0 };
export const pruneDefault: Pruning = { keepRecent: 362_880, interval: 10 };
export const pruneEverything: Pruning = { keepRecent: 2, interval: 10 };

/** The height up to which to forget after a commit, 0 for none (cosmossdk.io/store, `GetPruningHeight`). */
export function pruningHeight({ keepRecent, interval }: Pruning, height: number): number {
  if (keepRecent === undefined || interval <= 0) return 0;
  return height % interval !== 0 || height <= keepRecent ? 0 : height - 1 - keepRecent;
}
