import { MsgClaimRewards } from '../../gen/inference/inference/tx.js';
import type { Actor, Cast } from '../cast.js';
import { type OutgoingTx, packed } from '../chainClient.js';
import type { ChainView } from '../chainView.js';
import { epochSeed } from '../seeds.js';

/** At the claim stage: reveals the seed of the settled epoch and takes what was earned in it. */
export function claim(view: ChainView, cast: Cast, actor: Actor): OutgoingTx[] {
  if (view.nextHeight !== view.stages.claimMoney || cast.signing === 'nothing') return [];
  const owed = view.settleAmount(actor.address);
  if (owed === undefined) return [];
  const { epochIndex } = owed;
  const seed = epochSeed(cast, actor, epochIndex);
  return [{ sender: actor.address, messages: [packed(MsgClaimRewards, { creator: actor.address, seed, epochIndex })] }];
}
