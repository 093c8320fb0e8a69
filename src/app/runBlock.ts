import type { ConsensusParams } from 'cosmjs-types/tendermint/types/params';
import type { Context } from '../types/context.js';
import type { ChainEvent } from '../types/events.js';
import type { ValidatorUpdate } from '../types/module.js';
import type { ModuleManager } from './moduleManager.js';
import { withAttribute } from './runMessages.js';
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
 * Runs a block in a context of its own: the modules' BeginBlock, the transactions one after another, the modules'
 * EndBlock. What a module throws at either end goes up, because there the chain would halt.
 */
export function runBlock<K>(
  modules: ModuleManager<K>,
  machine: TxMachine<K>,
  ctx: Context,
  txs: readonly Uint8Array[],
): BlockOutcome {
  modules.beginBlock(ctx, machine.openKeepers(ctx));
  const begun = ctx.events.all.length;
  const txResults = txs.map((bytes, index) => {
    machine.onTx?.(index);
    return runTx(machine, ctx, bytes, 'finalize');
  });
  const validatorUpdates = modules.endBlock(ctx, machine.openKeepers(ctx));
  const events = ctx.events.all.map((event, index) => withAttribute(event, index < begun ? atBegin : atEnd));
  return { txResults, events, validatorUpdates, consensusParamUpdates: modules.consensusParams(ctx) };
}

const atBegin = { key: 'mode', value: 'BeginBlock' };
const atEnd = { key: 'mode', value: 'EndBlock' };
