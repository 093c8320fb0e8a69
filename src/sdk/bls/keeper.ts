import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';
import { event } from '../../types/events.js';
import type { EpochMember, ExpectedBls } from '../../types/expectedKeepers.js';
import { emptyBytes } from '../../util/bytes.js';
import * as dec from '../../util/legacyDec.js';
import type { AuthKeeper } from '../auth/keeper.js';
import { failedEvent, ownersJson } from './events.js';
import { type EpochKeys, phases, type SlotOwner } from './records.js';
import { blsSchema, blsStore } from './schema.js';

/**
 * The common keys of epochs: each epoch's members are to make one together. What dealers would send is not taken here, so
 * a key that is begun fails at the end of its first phase, as it does on the deployed chain when nobody deals.
 */
export class BlsKeeper implements ExpectedBls {
  readonly schema: ReturnType<typeof blsSchema>;
  readonly #ctx: Context;
  readonly #around: { readonly auth: AuthKeeper };

  constructor(ctx: Context, around: { readonly auth: AuthKeeper }) {
    this.#ctx = ctx;
    this.#around = around;
    this.schema = blsSchema(ctx.stores.store(blsStore));
  }

  beginKeys(epoch: bigint, members: readonly EpochMember[]): void {
    const { totalSlots, degreeOffset, dealingPhase, verificationPhase } = this.schema.params.require();
    const dealingDeadline = this.#ctx.block.height + dealingPhase;
    const keys: EpochKeys = {
      epoch,
      totalSlots,
      degree: totalSlots - degreeOffset,
      owners: this.#owners(members, totalSlots),
      phase: phases.dealing,
      dealingDeadline,
      verifyingDeadline: dealingDeadline + verificationPhase,
    };
    this.schema.epochs.set(epoch, keys);
    this.schema.active.set(epoch);
    this.#ctx.emit(
      event('inference.bls.EventKeyGenerationInitiated', {
        epoch_id: `"${epoch}"`,
        i_total_slots: totalSlots,
        participants: ownersJson(keys.owners),
        t_slots_degree: keys.degree,
      }),
    );
  }

  /** Slots by weight, each member's rounded down; the last one takes what is left. */
  #owners(members: readonly EpochMember[], totalSlots: number): SlotOwner[] {
    const total = dec.fromInt(members.reduce((sum, { weight }) => sum + weight, 0n));
    let next = 0;
    return members.map(({ address, weight }, index) => {
      const percentage = total === 0n ? dec.zero : dec.mulInt(dec.quo(dec.fromInt(weight), total), 100n);
      const isLast = index === members.length - 1;
      const share = Number(dec.truncateInt(dec.quoInt(dec.mulInt(percentage, BigInt(totalSlots)), 100n)));
      const firstSlot = next;
      next = isLast ? totalSlots : next + share;
      const percents = String(percentage);
      return { address, percentage: percents, publicKey: this.#publicKey(address), firstSlot, lastSlot: next - 1 };
    });
  }

  #publicKey(address: string): Uint8Array {
    const pubKey = this.#around.auth.baseAccount(address)?.pubKey;
    return pubKey?.typeUrl === PubKey.typeUrl ? proto(PubKey).decode(pubKey.value).key : emptyBytes;
  }

  /** Ends the dealing whose time is over. */
  endPhase(): void {
    const { active, epochs } = this.schema;
    const epoch = active.get() ?? 0n;
    const keys = epoch === 0n ? undefined : epochs.get(epoch);
    if (!keys || keys.phase !== phases.dealing || this.#ctx.block.height < keys.dealingDeadline) return;
    const failed = { ...keys, phase: phases.failed };
    epochs.set(epoch, failed);
    active.remove();
    this.#ctx.emit(failedEvent(failed));
  }
}
