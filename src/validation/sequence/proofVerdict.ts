/** Why an artifact is refused: it contradicts itself, its seed, the replay, or the validator's model. */
export type RejectReason = 'malformed' | 'seed' | 'sequence' | 'distribution';

/** Why a check that found nothing wrong proves nothing. */
export type WeakReason = 'otherContract' | 'unboundedSupport' | 'greedy' | 'luck';

/** What a validator says of an artifact. Positions count from 0. */
export type ProofVerdict =
  | { readonly verdict: 'accept' }
  | {
      readonly verdict: 'reject';
      readonly reason: RejectReason;
      /** The first position at fault; missing when the fault is in the head. */
      readonly position?: number;
      readonly expected: string;
      readonly got: string;
    }
  | { readonly verdict: 'notProbative'; readonly reason: WeakReason };

/** The verdict that refuses, with its reason. */
export type Rejection = Extract<ProofVerdict, { verdict: 'reject' }>;
