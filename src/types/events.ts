/** One ABCI event; attributes keep their order, because clients see them in it. */
export interface ChainEvent {
  readonly type: string;
  readonly attributes: readonly EventAttribute[];
}

export interface EventAttribute {
  readonly key: string;
  readonly value: string;
}

/** Collects events in order of emission. */
export interface EventSink {
  emit(event: ChainEvent): void;
  readonly all: readonly ChainEvent[];
}

/** Writes an event as `event('epoch_stage', { stage, epoch, height })`; values become their decimal or plain text. */
export function event(
  type: string,
  attributes: Readonly<Record<string, string | bigint | number | boolean>>,
): ChainEvent {
  return { type, attributes: Object.keys(attributes).map((key) => ({ key, value: String(attributes[key]) })) };
}
