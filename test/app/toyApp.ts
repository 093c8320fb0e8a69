import type { FinalizeBlockRequest } from '../../src/app/abci.js';
import { App, type AppOptions } from '../../src/app/app.js';
import { surfaceBugs } from '../../src/app/failure.js';
import type { Backend } from '../../src/store/backend.js';
import { MultiStore, type MultiStoreOptions } from '../../src/store/multiStore.js';
import type { ChainEvent, EventAttribute } from '../../src/types/events.js';
import { openToyKeepers, type ToyKeepers, toyBank, toyClock } from './toy.js';

export const toyGenesis = {
  bank: { balances: { alice: '100', bob: '5' } },
  wasm: { codes: [1, { deep: null }], note: 'not ours' },
};

export interface ToyOptions {
  readonly backend?: Backend;
  readonly stores?: Partial<MultiStoreOptions>;
  readonly app?: Partial<AppOptions<ToyKeepers>>;
}

/** The toy chain over a store, without genesis. */
export function openToyApp({ backend, stores, app }: ToyOptions = {}): { app: App<ToyKeepers>; stores: MultiStore } {
  const multi = new MultiStore({ stores: ['bank', 'clock'], ...(backend && { backend }), ...stores });
  const options: AppOptions<ToyKeepers> = {
    name: 'ToyApp',
    version: '1.2.3',
    stores: multi,
    modules: [toyBank, toyClock],
    order: { initGenesis: ['clock', 'bank'], beginBlock: ['clock'], endBlock: ['clock'] },
    openKeepers: openToyKeepers,
    onBug: surfaceBugs,
    ...app,
  };
  return { app: new App(options), stores: multi };
}

/** The toy chain with its genesis, before the first block. */
export function startToyApp(options: ToyOptions = {}): { app: App<ToyKeepers>; stores: MultiStore } {
  const toy = openToyApp(options);
  const initialHeight = options.stores?.initialVersion ?? 1n;
  toy.app.initChain({ chainId: 'toy-1', time: 1_000n, appState: toyGenesis, initialHeight });
  return toy;
}

/** A block at a height, five seconds after the one before. */
export function block(height: number, ...txs: Uint8Array[]): FinalizeBlockRequest {
  return { height: BigInt(height), time: 1_000n + BigInt(height) * 5_000_000_000n, txs };
}

/** Runs and commits empty blocks up to a height. */
export function runTo(app: App<ToyKeepers>, height: number): void {
  for (let next = Number(app.info.lastHeight) + 1; next <= height; next++) {
    app.finalizeBlock(block(next));
    app.commit();
  }
}

export function line({ type, attributes }: ChainEvent): string {
  return `${type} ${attributes.map(({ key, value }: EventAttribute) => `${key}=${value}`).join(' ')}`;
}
