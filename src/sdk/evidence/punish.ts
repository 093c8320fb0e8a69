import type { Equivocation } from 'cosmjs-types/cosmos/evidence/v1beta1/evidence';
import type { Context, Misbehavior } from '../../types/context.js';
import { event } from '../../types/events.js';
import { bytesToLatin1 } from '../../util/bytes.js';
import { readConsensusParams } from '../consensus/params.js';
import type { SdkKeepers } from '../keepers.js';
import { fractionOf } from '../slashing/liveness.js';
import { slash } from '../staking/slash.js';
import { isUnbonded } from '../staking/validator.js';
import { fromSeconds, toSeconds } from '../time.js';

/** Nobody comes back from two signatures: the end of the year 9999. */
const forever = { seconds: 253_402_300_799n, nanos: 0 };

/** CometBFT learns of a changed set one block late. */
const updateDelay = 1n;

/** Slashes, jails and buries a validator for two signatures at one height; answers the evidence, unless it is too late for it. */
export function punishDoubleSign(ctx: Context, keepers: SdkKeepers, found: Misbehavior): Equivocation | undefined {
  const { staking, slashing } = keepers;
  const validator = staking.validatorByConsensusAddress(bytesToLatin1(found.address));
  if (!validator || isUnbonded(validator) || !slashing || isTooOld(ctx, found)) return undefined;
  const address = slashing.addressOf(found.address);
  const info = slashing.schema.signingInfos.require(address);
  if (info.tombstoned) return undefined;
  const { power } = found;
  const fraction = fractionOf(slashing.params.slashFractionDoubleSign);
  const burned = slash(staking, { address: found.address, height: found.height - updateDelay, power, fraction });
  ctx.emit(event('slash', { address, power, reason: 'double_sign', burned_coins: burned }));
  const slashed = staking.requireByConsensusAddress(found.address);
  if (!slashed.jailed) {
    staking.jail(slashed);
    ctx.emit(event('slash', { jailed: address }));
  }
  slashing.setSigningInfo({ ...info, jailedUntil: forever, tombstoned: true });
  return { height: found.height, time: toSeconds(found.time), power, consensusAddress: address };
}

/** Evidence counts until both its age in blocks and its age in time are above the limits. */
function isTooOld({ block }: Context, { height, time }: Misbehavior): boolean {
  const { maxAgeNumBlocks, maxAgeDuration } = readConsensusParams(block.consensusParams).evidence!;
  return block.time - time > fromSeconds(maxAgeDuration) && block.height - height > maxAgeNumBlocks;
}
