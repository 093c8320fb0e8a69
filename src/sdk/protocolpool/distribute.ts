import type { Context } from '../../types/context.js';
import * as dec from '../../util/legacyDec.js';
import { type Coins, subCoins, toCoins } from '../coins.js';
import type { SdkKeepers } from '../keepers.js';
import { fromSeconds } from '../time.js';
import { poolSchema, poolStore } from './schema.js';

/** Where coins wait until they are distributed, and where the community's lie. */
export const escrow = 'protocolpool_escrow';
export const communityPool = 'protocolpool';

export const schemaOf = (ctx: Context, { auth }: Pick<SdkKeepers, 'auth'>) =>
  poolSchema.lazily(ctx.stores.store(poolStore), auth.addresses);

/**
 * Hands out what has come in since the last time: to each fund its part, the rest to the community. Only denominations
 * that the parameters name; others wait. Cost: O(funds).
 */
export function distribute(ctx: Context, keepers: SdkKeepers): void {
  const { auth, bank } = keepers;
  const schema = schemaOf(ctx, keepers);
  const { enabledDistributionDenoms, distributionFrequency } = schema.params.require();
  if (distributionFrequency === 0n || ctx.block.height % distributionFrequency !== 0n) return;
  auth.moduleAccount(escrow);
  const waiting = auth.moduleAddress(escrow);
  const coins = toCoins(enabledDistributionDenoms.map((denom) => ({ denom, amount: bank.balance(waiting, denom) })));
  if (coins.length === 0) return;
  let left = coins;
  for (const [recipient, { percentage, expiry }] of [...schema.funds.entries()]) {
    if (expiry && ctx.block.time > fromSeconds(expiry)) {
      schema.funds.remove(recipient);
      continue;
    }
    const part = partOf(coins, dec.fromUnits(BigInt(percentage)));
    if (part.length === 0) continue;
    bank.sendFromModule(escrow, recipient, part);
    left = subCoins(left, part);
  }
  if (left.length > 0) bank.sendModuleToModule(escrow, communityPool, left);
}

const partOf = (coins: Coins, part: dec.LegacyDec): Coins =>
  toCoins(coins.map(({ denom, amount }) => ({ denom, amount: dec.truncateInt(dec.mulInt(part, amount)) })));
