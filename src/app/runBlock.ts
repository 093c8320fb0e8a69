import type { ConsensusParams } from 'cosmjs-types/tendermint/types/params';
import { Value } from '../store/value.js';
import type { Context } from '../types/context.js';
import { type ChainEvent, event } from '../types/events.js';
import type { ValidatorUpdate } from '../types/module.js';
import type { FinalizeBlockRequest, Intervention } from './abci.js';
import { withAttribute } from './messageEvents.js';
import type { ModuleManager } from './moduleManager.js';

import { runTx, type TxMachine } from './runTx.js';
import type { TxResult } from './txResult.js';

/** What a block did, but for the hash of the state that it leaves. */
export interface BlockOutcome {
  readonly txResults: readonly TxResult[];
  readonly events: readonly ChainEvent[];
  readonly validatorUpdates: readonly ValidatorUpdate[];
  readonly consensusParamUpdates: ConsensusParams | undefined;
}

/**
 * Runs a block in a context of its own: what somebody changes by hand, the modules' BeginBlock, the transactions one after
 * another, the modules' EndBlock. What a module throws at either end goes up, because there the chain would halt.
 */
export function runBlock<K>(
  modules: ModuleManager<K>,
  machine: TxMachine<K>,
  ctx: Context,
  { txs, interventions = [] }: Pick<FinalizeBlockRequest, 'txs' | 'interventions'>,
): BlockOutcome {
  for (const intervention of interventions) intervene(ctx, intervention);
  const keepers = machine.openKeepers(ctx);
  modules.beginBlock(ctx, keepers);
  const begun = ctx.events.all.length;
  const txResults = txs.map((bytes, index) => {
    machine.onTx?.(index);
    return runTx(machine, ctx, bytes, 'finalize');
  });
  const validatorUpdates = modules.endBlock(ctx, keepers);
  const events = ctx.events.all.map((event, index) => withAttribute(event, index < begun ? atBegin : atEnd));
  return { txResults, events, validatorUpdates, consensusParamUpdates: modules.consensusParams(ctx) };
}

function intervene(ctx: Context, { name, detail, writes }: Intervention): void {
  for (const { store, key, value } of writes) {
    if (value === undefined) ctx.stores.store(store).delete(key);
    else ctx.stores.store(store).set(key, Value.ofBytes(value));
  }
  ctx.emit(event('intervention', { name, detail }));
}

const atBegin = { key: 'mode', value: 'BeginBlock' };
const atEnd = { key: 'mode', value: 'EndBlock' };
