/** An amount of a denomination, in base units. */
export interface CoinJson {
  readonly denom: string;
  readonly amount: string;
}

/** A coin as command lines have it, `5ngonka`; undefined for a text that is none. */
export function readCoin(text: string): CoinJson | undefined {
  const parts = /^(\d+)([a-zA-Z][a-zA-Z0-9/:._-]{2,127})$/.exec(text);
  return parts === null ? undefined : { denom: parts[2]!, amount: parts[1]! };
}
