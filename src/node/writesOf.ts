import type { StoreWrite } from '../app/abci.js';
import { openContext } from '../app/context.js';
import type { GonkaKeepers } from '../app/gonkaKeepers.js';
import { LedgerStores } from '../app/replay/ledger.js';
import { infiniteGasMeter } from '../store/gas.js';
import type { Context } from '../types/context.js';
import { equalBytes } from '../util/bytes.js';
import type { GonkaApp } from './openChain.js';

/** What a change would write to the last state, by store and key. Nothing of it is done here. */
export function writesOf(app: GonkaApp, change: (keepers: GonkaKeepers, ctx: Context) => void): readonly StoreWrite[] {
  const { ctx } = app.view();
  const writes: StoreWrite[] = [];
  const stores = new LedgerStores(
    ctx.stores,
    () => 'by hand',
    (base, ledger) => {
      for (const [store, written] of ledger) {
        for (const [key, { value }] of written) {
          const before = base.store(store).get(key)?.bytes;
          const after = value?.bytes;
          const isSame = before === undefined || after === undefined ? before === after : equalBytes(before, after);
          if (!isSame) writes.push({ store, key, value: after });
        }
      }
    },
  );
  const own = openContext(ctx.block, stores, infiniteGasMeter());
  change(app.machine.openKeepers(own), own);
  stores.write();
  return writes;
}
