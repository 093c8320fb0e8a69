import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import { type BLSParticipantInfo, DKGPhase, type EpochBLSData } from '../../gen/inference/bls/bls.js';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';
import { event } from '../../types/events.js';
import type { EpochMember, ExpectedBls } from '../../types/expectedKeepers.js';
import { emptyBytes } from '../../util/bytes.js';
import * as dec from '../../util/legacyDec.js';
import type { AuthKeeper } from '../auth/keeper.js';
import { failedEvent, membersJson } from './events.js';
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
    const params = this.schema.params.require();
    const { iTotalSlots } = params;
    const dealingPhaseDeadlineBlock = this.#ctx.block.height + params.dealingPhaseDurationBlocks;
    const participants = this.#slotOwners(members, iTotalSlots);
    const keys: EpochBLSData = {
      epochId: epoch,
      iTotalSlots,
      tSlotsDegree: iTotalSlots - params.tSlotsDegreeOffset,
      participants,
      dkgPhase: DKGPhase.DKG_PHASE_DEALING,
      dealingPhaseDeadlineBlock,
      verifyingPhaseDeadlineBlock: dealingPhaseDeadlineBlock + params.verificationPhaseDurationBlocks,
      groupPublicKey: emptyBytes,
      // Every member has his places, which stay empty.
      dealerParts: participants.map(() => ({ dealerAddress: '', commitments: [], participantShares: [] })),
      verificationSubmissions: participants.map(() => ({ dealerValidity: [] })),
      validDealers: [],
      validationSignature: emptyBytes,
    };
    this.schema.epochs.set(epoch, keys);
    this.schema.active.set(epoch);
    this.#ctx.emit(
      event('inference.bls.EventKeyGenerationInitiated', {
        epoch_id: `"${epoch}"`,
        i_total_slots: iTotalSlots,
        participants: membersJson(participants),
        t_slots_degree: keys.tSlotsDegree,
      }),
    );
  }

  /** Slots by weight, each member's rounded down; the last one takes what is left. */
  #slotOwners(members: readonly EpochMember[], totalSlots: number): BLSParticipantInfo[] {
    const total = dec.fromInt(members.reduce((sum, { weight }) => sum + weight, 0n));
    let next = 0;
    return members.map(({ address, weight }, index) => {
      const percentage = total === 0n ? dec.zero : dec.mulInt(dec.quo(dec.fromInt(weight), total), 100n);
      const isLast = index === members.length - 1;
      const share = Number(dec.truncateInt(dec.quoInt(dec.mulInt(percentage, BigInt(totalSlots)), 100n)));
      const slotStartIndex = next;
      next = isLast ? totalSlots : next + share;
      const [percentageWeight, secp256k1PublicKey] = [String(percentage), this.#publicKey(address)];
      return { address, percentageWeight, secp256k1PublicKey, slotStartIndex, slotEndIndex: next - 1 };
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
    if (keys?.dkgPhase !== DKGPhase.DKG_PHASE_DEALING) return;
    if (this.#ctx.block.height < keys.dealingPhaseDeadlineBlock) return;
    const failed = { ...keys, dkgPhase: DKGPhase.DKG_PHASE_FAILED };
    epochs.set(epoch, failed);
    active.remove();
    this.#ctx.emit(failedEvent(failed));
  }
}
