/** Takes back what was to happen later. */
export type Cancel = () => void;

/** The time that a node lives by. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  after(milliseconds: number, run: () => void): Cancel;
}

/** Time as it passes. */
export const realClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Time that passes so many times as fast. */
export function fastClock(speed: number): Clock {
  const begun = Date.now();
  return {
    now: () => begun + (Date.now() - begun) * speed,
    after: (milliseconds, run) => realClock.after(milliseconds / speed, run),
  };
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Time that passes when it is told to, so that waits of minutes take none. */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  readonly #timers: Timer[] = [];

  constructor(now = 0) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): Cancel {
    const timer = { at: this.#now + Math.max(0, milliseconds), order: this.#order++, run };
    let place = this.#timers.length;
    while (place > 0 && this.#timers[place - 1]!.at > timer.at) place--;
    this.#timers.splice(place, 0, timer);
    return () => {
      const found = this.#timers.indexOf(timer);
      if (found >= 0) this.#timers.splice(found, 1);
    };
  }

  /** Lets so much time pass; whatever falls due happens in order, each with all that follows from it. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settled();
    while (this.#timers.length > 0 && this.#timers[0]!.at <= end) {
      const { at, run } = this.#timers.shift()!;
      this.#now = at;
      run();
      await settled();
    }
    this.#now = end;
  }
}

/** Lets every promise that can go on do so. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Waits. Returns false when the signal ended the wait before its time. */
export function sleep(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<boolean> {
  if (signal?.aborted === true) return Promise.resolve(false);
  return new Promise((resolve) => {
    const abort = () => {
      cancel();
      resolve(false);
    };
    const cancel = clock.after(milliseconds, () => {
      signal?.removeEventListener('abort', abort);
      resolve(true);
    });
    signal?.addEventListener('abort', abort, { once: true });
  });
}

/** A promise's result, or `late` when it is not there in time. */
export async function within<T>(clock: Clock, milliseconds: number, work: Promise<T>): Promise<T | typeof late> {
  let cancel: Cancel = () => undefined;
  const limit = new Promise<typeof late>((resolve) => {
    cancel = clock.after(milliseconds, () => resolve(late));
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    cancel();
  }
}

export const late = Symbol('late');
