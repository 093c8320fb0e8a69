import type { Params, ValidatorSigningInfo } from 'cosmjs-types/cosmos/slashing/v1beta1/slashing';
import type { Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { decodeKey } from '../../store/keyCodec.js';
import type { Context } from '../../types/context.js';
import { bytesToLatin1 } from '../../util/bytes.js';
import type { Addresses } from '../addresses.js';
import type { StakingListener } from '../staking/hooks.js';
import type { StakingKeeper } from '../staking/keeper.js';
import { consensusAddressOf, epochOfNothing } from '../staking/validator.js';
import { bitsOf, chunkBits, hasBit, withBit, withoutBit } from './missedBits.js';
import { slashingSchema, slashingStore } from './schema.js';

/** Who signs blocks and who does not, by consensus address. */
export class SlashingKeeper implements StakingListener {
  readonly ctx: Context;
  readonly schema: ReturnType<typeof slashingSchema.lazily>;
  readonly #around: { readonly staking: StakingKeeper };

  constructor(ctx: Context, around: { readonly staking: StakingKeeper }) {
    this.ctx = ctx;
    this.#around = around;
    this.schema = slashingSchema.lazily(ctx.stores.store(slashingStore), around.staking.addresses);
  }

  get staking(): StakingKeeper {
    return this.#around.staking;
  }

  get addresses(): Addresses {
    return this.staking.addresses;
  }

  get params(): Params {
    return this.schema.params.require();
  }

  setParams(params: Params): void {
    this.schema.params.set(params);
  }

  /** The text of a consensus address. */
  addressOf(address: Uint8Array): string {
    return decodeKey(this.addresses.consensus, bytesToLatin1(address));
  }

  signingInfo(address: string): ValidatorSigningInfo | undefined {
    return this.schema.signingInfos.get(address);
  }

  setSigningInfo(info: ValidatorSigningInfo): void {
    this.schema.signingInfos.set(info.address, info);
  }

  hasMissed(address: string, index: bigint): boolean {
    return hasBit(this.schema.missedBlocks.get([address, index / chunkBits]), index);
  }

  noteMissed(address: string, index: bigint): void {
    this.#changeChunk(address, index, withBit);
  }

  noteSigned(address: string, index: bigint): void {
    this.#changeChunk(address, index, withoutBit);
  }

  #changeChunk(address: string, index: bigint, change: typeof withBit): void {
    const key = [address, index / chunkBits] as const;
    this.schema.missedBlocks.set(key, change(this.schema.missedBlocks.get(key), index));
  }

  /** The places in the window at which a validator missed a block. */
  *missed(address: string): IterableIterator<bigint> {
    for (const [[, chunk], bits] of this.schema.missedBlocks.entries({ prefix: [address] })) yield* bitsOf(bits, chunk);
  }

  forgetMissed(address: string): void {
    this.schema.missedBlocks.clear({ prefix: [address] });
  }

  afterValidatorBonded(validator: Validator): void {
    const address = consensusAddressOf(this.addresses, validator);
    const known = this.signingInfo(address);
    const startHeight = this.ctx.block.height;
    const unknown = { indexOffset: 0n, jailedUntil: epochOfNothing, tombstoned: false, missedBlocksCounter: 0n };
    this.setSigningInfo({ address, ...unknown, ...known, startHeight });
  }

  afterValidatorCreated(operator: string): void {
    const validator = this.staking.requireValidator(operator);
    this.schema.pubKeys.set(consensusAddressOf(this.addresses, validator), validator.consensusPubkey!);
  }

  afterValidatorRemoved(validator: Validator): void {
    this.schema.pubKeys.remove(consensusAddressOf(this.addresses, validator));
  }
}
