/** Counts the work of a transaction in the SDK's gas. Units are gas; `descriptor` names the operation for the error text. */
export interface GasMeter {
  readonly consumed: bigint;
  readonly limit: bigint | undefined;
  consume(amount: bigint, descriptor: string): void;
  refund(amount: bigint, descriptor: string): void;
}
