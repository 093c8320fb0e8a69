import type { Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import type { Header } from 'cosmjs-types/tendermint/types/types';
import { compareLatin1 } from '../../util/bytes.js';
import { compareInts } from '../../util/int.js';
import type { StakingKeeper } from './keeper.js';
import { consensusAddressBytes, consensusKeyOf } from './validator.js';

const consensusAddressOf = (validator: Validator): string => consensusAddressBytes(consensusKeyOf(validator));

/**
 * Keeps the header of a block with the working set, strongest first, and forgets the one that is too old. The host calls
 * this at the block's begin with the header fields that it knows then. Cost: O(validators).
 */
export function recordHistory(keeper: StakingKeeper, header: Header): void {
  const kept = BigInt(keeper.params.historicalEntries);
  for (let height = header.height - kept; height >= 0n && keeper.schema.history.has(height); height--) {
    keeper.schema.history.remove(height);
  }
  if (kept === 0n) return;
  const ranked = [...keeper.schema.lastPowers.keys()].map((operator) => {
    const validator = keeper.requireValidator(operator);
    return { validator, power: keeper.powerOf(validator) };
  });
  ranked.sort(
    (a, b) =>
      compareInts(b.power, a.power) || compareLatin1(consensusAddressOf(a.validator), consensusAddressOf(b.validator)),
  );
  keeper.schema.history.set(header.height, { header, valset: ranked.map(({ validator }) => validator) });
}
