import { type GasMeter, gasErrors, infiniteGasMeter, limitedGasMeter } from '../store/gas.js';
import type { Context } from '../types/context.js';
import { sdkErrors } from '../types/errors.js';
import type { ChainEvent } from '../types/events.js';
import { isPanic } from '../types/wrapped.js';
import { emptyBytes } from '../util/bytes.js';
import { CodedError } from '../util/errors.js';
import { asInt64, maxUint64 } from '../util/int.js';
import { meteredContext } from './context.js';
import { type DecodedTx, decodeTx, validateBasic } from './decodeTx.js';
import { type BugListener, codedFailure } from './failure.js';
import { nilPointer } from './goPanics.js';
import type { Routes } from './routes.js';
import { type MessageGuard, type OpenKeepers, runMessages } from './runMessages.js';
import type { TxMode, TxResult } from './txResult.js';

/** One check of a transaction before its messages run; it may write (fees, sequences) and throws a coded error. */
export type AnteCheck<K> = (ctx: Context, keepers: K, tx: DecodedTx<K>, mode: TxMode) => void;

/** What running a transaction needs of the chain. */
export interface TxMachine<K> {
  readonly routes: Routes<K>;
  readonly openKeepers: OpenKeepers<K>;
  readonly ante: readonly AnteCheck<K>[];
  readonly onBug: BugListener | undefined;
  /** Told of each transaction of a block, by its place, before it runs. */
  readonly onTx?: ((index: number) => void) | undefined;
  readonly guard?: MessageGuard<K> | undefined;
  /** Gas that the SDK takes before it looks at a transaction: all that one costs which it cannot look at. */
  readonly openingGas?: () => bigint;
}

/**
 * Runs a transaction on the stores of a block: ante checks together in a branch, then its messages all or nothing, as
 * the SDK's BaseApp does. Never throws for what a transaction does; a bug is told to `onBug` and becomes a panic's code.
 */
export function runTx<K>(machine: TxMachine<K>, block: Context, bytes: Uint8Array, mode: TxMode): TxResult {
  let gas: GasMeter | undefined;
  let gasWanted = 0n;
  let anteEvents: readonly ChainEvent[] = [];
  try {
    const tx = decodeTx(bytes, machine.routes);
    validateMessages(tx);
    const opened = openMeter(machine, block, tx, mode);
    try {
      anteEvents = runAnte(machine, block, opened.gas, tx, mode);
      ({ gas, gasWanted } = opened);
    } catch (error) {
      // A panic of a check takes the transaction's own meter with it; running out of gas does not.
      const isLost = error instanceof CodedError && isPanic(error) && error.kind !== gasErrors.outOfGas;
      if (!isLost) ({ gas, gasWanted } = opened);
      throw error;
    }
    if (mode === 'check') return succeeded(emptyBytes, [], gasWanted, gas);
    const ctx = meteredContext(block, gas);
    const { data, events } = runMessages(ctx, machine, tx.messages);
    ctx.stores.write();
    return succeeded(data, anteEvents.length === 0 ? events : anteEvents.concat(events), gasWanted, gas);
  } catch (error) {
    const { code, codespace, message } = codedFailure(error, 'transaction', machine.onBug);
    const events = mode === 'check' ? [] : anteEvents;
    const gasUsed = gas?.consumed ?? machine.openingGas?.() ?? 0n;
    return { code, codespace, log: message, data: emptyBytes, gasWanted, gasUsed, events };
  }
}

function succeeded(data: Uint8Array, events: readonly ChainEvent[], gasWanted: bigint, gas: GasMeter): TxResult {
  return { code: 0, codespace: '', log: '', data, gasWanted, gasUsed: gas.consumed, events };
}

function validateMessages<K>({ messages }: DecodedTx<K>): void {
  if (messages.length === 0) throw new CodedError(sdkErrors.invalidRequest, 'must contain at least one message');
  messages.forEach(validateBasic);
}

/**
 * The limit is the fee's. Simulation and genesis have none, nor has what comes through a door without ante checks and names
 * none.
 */
function openMeter<K>(
  { ante }: TxMachine<K>,
  { block }: Context,
  { authInfo }: DecodedTx<K>,
  mode: TxMode,
): { gas: GasMeter; gasWanted: bigint } {
  if (mode === 'simulate' || block.height === 0n) return { gas: infiniteGasMeter(), gasWanted: maxUint64 };
  if (authInfo.fee === undefined && ante.length > 0) throw nilPointer();
  const limit = authInfo.fee?.gasLimit ?? 0n;
  if (limit === 0n && ante.length === 0) return { gas: infiniteGasMeter(), gasWanted: 0n };
  return { gas: limitedGasMeter(limit), gasWanted: asInt64(limit) };
}

function runAnte<K>(
  machine: TxMachine<K>,
  block: Context,
  gas: GasMeter,
  tx: DecodedTx<K>,
  mode: TxMode,
): readonly ChainEvent[] {
  if (machine.ante.length === 0) return [];
  const ctx = meteredContext(block, gas);
  const keepers = machine.openKeepers(ctx);
  for (const check of machine.ante) check(ctx, keepers, tx, mode);
  ctx.stores.write();
  return ctx.events.all;
}
