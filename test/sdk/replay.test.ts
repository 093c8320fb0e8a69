import { Header } from 'cosmjs-types/tendermint/types/types';
import { describe, expect, it } from 'vitest';
import { endProposals } from '../../src/sdk/gov/endBlock.js';
import { recordHistory } from '../../src/sdk/staking/history.js';
import { completeMature } from '../../src/sdk/staking/unbonding.js';
import { consensusKeyOf, tokensOf } from '../../src/sdk/staking/validator.js';
import { applyValidatorSet, unbondMature } from '../../src/sdk/staking/validatorUpdates.js';
import { toSeconds } from '../../src/sdk/time.js';
import type { ComputeResult } from '../../src/types/expectedKeepers.js';
import { hexToBytes } from '../../src/util/bytes.js';
import {
  type Changes,
  endBlockEvents,
  handlerEvents,
  type RecordedBlock,
  type RecordedTx,
  recordedBlocks,
  runTx,
} from '../vectors/sdkReplay.js';
import { haveVectors } from '../vectors/shared.js';

const handled = /^\/(cosmos\.(bank|gov|staking)|inference\.collateral)\./;
const isOurs = ({ messages }: RecordedTx): boolean =>
  messages.length > 0 && messages.every(({ typeUrl }) => handled.test(typeUrl));

describe.skipIf(!haveVectors)('the recorded run on our SDK modules', () => {
  it('answers its bank, gov, staking and collateral messages as the node did', () => {
    let count = 0;
    for (const block of recordedBlocks(['acc', 'bank', 'gov', 'staking', 'collateral'])) {
      for (const tx of block.txs) {
        const outOfGas = tx.result.code === 11;
        if (!isOurs(tx) || outOfGas || tx.result.log.includes('recovered')) continue;
        const ours = runTx(block, tx);
        const where = `height ${block.height} ${tx.label}`;
        const { code, codespace, log } = tx.result;
        expect({ code: ours.code, codespace: ours.codespace, log: ours.log }, where).toEqual({ code, codespace, log });
        const ofDistribution = tx.messages.some(({ typeUrl }) => typeUrl.startsWith('/cosmos.staking.'));
        if (!ofDistribution) expect(ours.events, where).toEqual(handlerEvents(tx.result.events));
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(80);
  });

  it('writes the gov store as the node did, at every height', () => {
    let ended = 0;
    const endEvents = endBlockEvents();
    for (const block of recordedBlocks(['acc', 'bank', 'gov', 'staking'])) {
      if (block.height === 1) continue;
      for (const tx of block.txs)
        if (isOurs(tx) && tx.messages.every(({ typeUrl }) => typeUrl.includes('.gov.'))) runTx(block, tx);
      const before = block.ctx.events.all.length;
      endProposals(block.keepers.gov);
      const emitted = block.ctx.events.all.slice(before);
      if (emitted.length > 0) expect(emitted).toEqual(endEvents.get(block.height)!.slice(0, emitted.length));
      ended += emitted.filter(({ type }) => /^(in)?active_proposal$/.test(type)).length;
      expect([...block.written('gov')], `height ${block.height}`).toEqual([...block.recorded('gov')]);
    }
    expect(ended).toBe(8);
  });

  it('writes the staking and collateral stores as the node did, at every height', () => {
    let sets = 0;
    for (const block of recordedBlocks(['staking', 'collateral', 'acc', 'bank'])) {
      if (block.height === 1) continue;
      const { staking, collateral } = block.keepers;
      recordHistory(staking, headerOf(block));
      for (const tx of block.txs)
        if (tx.messages.some(({ typeUrl }) => /\.(staking|collateral)\./.test(typeUrl))) runTx(block, tx);
      applyValidatorSet(staking);
      unbondMature(staking);
      completeMature(staking);
      const recorded = block.recorded('staking');
      if (block.height % 30 === 16 && recorded.size > 3) {
        staking.setComputeValidators(computeResults(staking.schema.validators.valueCodec, recorded));
        sets += 1;
      }
      const epoch = block.recorded('collateral').get('01');
      if (epoch) collateral.advanceEpoch(BigInt(`0x${epoch}`) - 1n);
      expect([...block.written('staking')], `height ${block.height}`).toEqual([...recorded]);
      expect([...block.written('collateral')], `height ${block.height}`).toEqual([...block.recorded('collateral')]);
    }
    expect(sets).toBeGreaterThan(6);
  });
});

/** The header as the application knows it when a block begins. */
const headerOf = ({ ctx: { block }, nextValidatorsHash }: RecordedBlock): Header =>
  Header.fromPartial({
    chainId: block.chainId,
    height: block.height,
    time: toSeconds(block.time),
    nextValidatorsHash,
    appHash: block.previousAppHash,
    proposerAddress: block.proposer,
  });

/** The results that inference handed to staking, read back from the tokens that the node then stored. */
function computeResults(
  codec: { decode(bytes: Uint8Array): Parameters<typeof tokensOf>[0] },
  recorded: Changes,
): ComputeResult[] {
  const results: ComputeResult[] = [];
  for (const [key, value] of recorded) {
    if (!key.startsWith('21') || value === null) continue;
    const validator = codec.decode(hexToBytes(value));
    const power = tokensOf(validator);
    if (power === 0n) continue;
    results.push({ operatorAddress: validator.operatorAddress, consensusKey: consensusKeyOf(validator), power });
  }
  return results;
}
