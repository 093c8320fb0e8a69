/** CometBFT's bounds, with its defaults in `defaultLimits`. */
export interface CometLimits {
  readonly bodyBytes: number;
  readonly batch: number;
  readonly openConnections: number;
  readonly subscriptionClients: number;
  readonly subscriptionsPerClient: number;
  readonly queryLength: number;
  /** Bytes that may wait for a client which does not read its events. */
  readonly unreadBytes: number;
  /** How long `broadcast_tx_commit` waits for its block, in milliseconds. */
  readonly commitWait: number;
}

export const defaultLimits: CometLimits = {
  bodyBytes: 1_000_000,
  batch: 10,
  openConnections: 900,
  subscriptionClients: 100,
  subscriptionsPerClient: 5,
  queryLength: 512,
  unreadBytes: 16_000_000,
  commitWait: 10_000,
};
