/** What a run tells, one record at a time; `--json` prints each as a line (docs/cli.md). Amounts are in base units. */
export type RunRecord = RunStart | EpochReport | RunEnd;

export interface RunStart {
  readonly type: 'run';
  readonly profile: string;
  readonly seed: string;
  readonly chainId: string;
  /** SHA-256 of the genesis document as it was read, upper-case hex. */
  readonly genesisHash: string;
}

/** What happened between two reports, as the chain told it in its events. */
export interface Happenings {
  /** Stages that failed and were undone; the chain went on. */
  readonly failures: readonly StageFailure[];
  /** Whose nonces were not accepted, or who was left out, when the next epoch was formed. */
  readonly rejected: readonly Rejection[];
  readonly proposals: readonly EndedProposal[];
}

export interface StageFailure {
  readonly stage: string;
  readonly height: number;
  readonly codespace: string;
  readonly code: number;
  readonly message: string;
}

export interface Rejection {
  readonly address: string;
  /** Its name in the scenario, when it has one. */
  readonly name?: string;
  /** The epoch that was formed without it. */
  readonly epoch: number;
  readonly height: number;
  readonly reason: string;
}

export interface EndedProposal {
  readonly id: string;
  readonly title?: string;
  readonly height: number;
  /** `passed`, `failed` (passed, but could not be carried out), `rejected`, `dropped` or `made regular`. */
  readonly result: string;
  /** Why it failed. */
  readonly reason?: string;
}

/** One epoch, as it stands in the block in which the next one takes over. */
export interface EpochReport extends Happenings {
  readonly type: 'epoch';
  readonly epoch: number;
  /** Height at which each of the nine stages began. */
  readonly stages: Readonly<Record<string, number>>;
  readonly participants: readonly ParticipantRow[];
  readonly models: readonly ModelRow[];
  readonly minted: bigint;
  readonly settled: bigint;
  /** Upper-case hex, of `height`. */
  readonly appHash: string;
  readonly height: number;
}

export interface ParticipantRow {
  readonly address: string;
  /** Its name in the scenario, when it has one. */
  readonly name?: string;
  readonly weight: bigint;
  readonly mined: bigint;
  readonly preserved: bigint;
  readonly reward: bigint;
  readonly covered: boolean;
  readonly reputation: number;
}

export interface ModelRow {
  readonly id: string;
  readonly nodes: readonly NodeRow[];
  readonly totalThroughput: bigint;
  /** By timeslot: before PoC, during PoC. Tokens; throughput units are the model's. */
  readonly expected: readonly bigint[];
  readonly real: readonly bigint[];
}

export interface NodeRow {
  readonly participant: string;
  readonly nodeId: string;
  readonly pocWeight: bigint;
  readonly throughput: bigint;
  readonly slots: readonly boolean[];
}

export interface RunEnd {
  readonly type: 'end';
  readonly height: number;
  readonly appHash: string;
  readonly blocks: number;
  readonly txs: { readonly ok: number; readonly failed: number };
  /** Stages that failed since the last epoch's report. */
  readonly failures: readonly StageFailure[];
}
