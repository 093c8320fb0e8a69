import { SignedMsgType } from 'cosmjs-types/tendermint/types/types';
import { BlockIDFlag } from 'cosmjs-types/tendermint/types/validator';
import { expect } from 'vitest';
import type { Node } from '../../src/node/node.js';
import { blockIdOf } from '../../src/types/comet/block.js';
import { commitHash } from '../../src/types/comet/commit.js';
import { verifyEd25519 } from '../../src/types/comet/ed25519.js';
import { medianTime } from '../../src/types/comet/medianTime.js';
import { voteSignBytes } from '../../src/types/comet/signBytes.js';
import { fromTimestamp } from '../../src/types/comet/time.js';
import { totalPower, type ValidatorSet, validatorSetHash } from '../../src/types/comet/validatorSet.js';

/** The power whose signatures over a block hold. */
function signedPower(node: Node, height: bigint, set: ValidatorSet): bigint {
  const { commit } = node.blocks.commit(height)!;
  const { round, blockId } = commit;
  expect(blockId).toEqual(node.blocks.byHeight(height)!.blockId);
  const type = SignedMsgType.SIGNED_MSG_TYPE_PRECOMMIT;
  const powers = commit.signatures.map(({ blockIdFlag, timestamp, signature, validatorAddress }, place) => {
    const { address, pubKey, power } = set.validators[place]!;
    if (blockIdFlag !== BlockIDFlag.BLOCK_ID_FLAG_COMMIT) return 0n;
    expect(validatorAddress).toEqual(address);
    const message = voteSignBytes(node.chainId, { type, height, round, blockId, timestamp });
    return verifyEd25519(pubKey, message, signature) ? power : 0n;
  });
  return powers.reduce((sum, power) => sum + power, 0n);
}

/** Whether a light client that trusts a block, the first unless told otherwise, takes all after it. */
export function isTrustworthy(node: Node, from = node.blocks.earliest): boolean {
  for (let height = from; height <= node.height; height++) {
    const { block, blockId } = node.blocks.byHeight(height)!;
    const set = node.blocks.validators(height)!;
    expect(blockIdOf(block)).toEqual(blockId);
    expect(validatorSetHash(set)).toEqual(block.header.validatorsHash);
    expect(validatorSetHash(node.blocks.validators(height + 1n)!)).toEqual(block.header.nextValidatorsHash);
    expect(set.validators.map(({ address }) => address)).toContainEqual(block.header.proposerAddress);
    if (signedPower(node, height, set) * 3n <= totalPower(set) * 2n) return false;
    if (height === from) continue;
    const before = node.blocks.byHeight(height - 1n)!;
    expect(block.header.lastBlockId).toEqual(before.blockId);
    expect(block.header.lastCommitHash).toEqual(commitHash(block.lastCommit!));
    expect(block.header.appHash).toEqual(node.blocks.results(height - 1n)!.appHash);
    expect(fromTimestamp(block.header.time)).toBe(medianTime(block.lastCommit!, node.blocks.validators(height - 1n)!));
  }
  return true;
}
