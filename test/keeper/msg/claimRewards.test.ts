import { Secp256k1 } from '@cosmjs/crypto';
import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import { beforeAll, describe, expect, it } from 'vitest';
import { claimSeedBytes } from '../../../src/calculations/claimSeed.js';
import { EpochPerformanceSummary } from '../../../src/gen/inference/inference/epoch_performance_summary.js';
import { InferenceValidationDetails } from '../../../src/gen/inference/inference/inference_validation_details.js';
import { Keeper } from '../../../src/keeper/keeper.js';
import { claimRewards } from '../../../src/keeper/msg/claimRewards.js';
import { gasErrors } from '../../../src/store/gas.js';
import { proto } from '../../../src/types/codec.js';
import { defaultParams } from '../../../src/types/params.js';
import { bytesToHex } from '../../../src/util/bytes.js';
import { CodedError } from '../../../src/util/errors.js';
import { sha256 } from '../../../src/util/sha256.js';
import { failure } from '../../util/failure.js';
import { bob, carol, dave, erin, refused, scene, url } from '../scene.js';
import { deployed, proposal, World } from '../world.js';

const seed = 42n;
const digest = (text: string) => sha256(new TextEncoder().encode(text));
let keys: Record<'carol' | 'helper', { publicKey: Uint8Array; signature: string }>;

beforeAll(async () => {
  const keyOf = async (name: string) => {
    const { privkey, pubkey } = await Secp256k1.makeKeypair(digest(name));
    const signature = await Secp256k1.createSignature(sha256(claimSeedBytes(seed)), privkey);
    const fixed = signature.toFixedLength().slice(0, 64);
    return { publicKey: Secp256k1.compressPubkey(pubkey), signature: bytesToHex(fixed) };
  };
  keys = { carol: await keyOf('carol'), helper: await keyOf('helper') };
});

interface Due {
  readonly work?: bigint;
  readonly reward?: bigint;
  readonly signature?: string;
  readonly participant?: string;
}

/** Carol may claim 1000 work coins and 500 reward coins for epoch 1, and has an account. */
function due(profile = proposal, { work = 1000n, reward = 500n, signature, participant = carol }: Due = {}): World {
  const world = scene(profile);
  const ctx = world.context();
  const account = (publicKey: Uint8Array) => ({
    typeUrl: PubKey.typeUrl,
    value: proto(PubKey).encode({ key: publicKey }),
  });
  world.auth(ctx).create(carol, account(keys.carol.publicKey));
  world.auth(ctx).create(dave, account(keys.helper.publicKey));
  world.auth(ctx).create(erin, account(keys.carol.publicKey));
  ctx.commit();
  world.act(({ state }) => {
    const seedSignature = signature ?? keys.carol.signature;
    const claim = { participant, rewardCoins: reward, workCoins: work, epochIndex: 1n, seedSignature };
    state.settleAmounts.set(participant, claim);
    const summary = EpochPerformanceSummary.create({ epochIndex: 1n, participantId: participant });
    state.performanceSummaries.set([participant, 1n], summary);
  });
  return world;
}

const claim = (world: World, changes = {}) =>
  world.send(url('ClaimRewards'), { creator: carol, seed, epochIndex: 1n, ...changes }).response;
const isOpen = (world: World) => world.act(({ state }) => state.settleAmounts.has(carol));

describe('MsgClaimRewards', () => {
  it('pays work and reward, once', () => {
    const world = due();
    expect(claim(world)).toEqual({ amount: 1500n, result: 'Rewards claimed successfully' });
    expect(world.requests.moves.map(({ from, to, coin }) => [from, to, coin.amount])).toEqual([
      ['module:inference', carol, 1000n],
      ['module:inference', carol, 500n],
    ]);
    expect(world.act(({ state }) => state.performanceSummaries.get([carol, 1n])?.claimed)).toBe(true);
    expect(world.act(({ state }) => state.tokenomics.get()?.totalFees)).toBe(1000n);
    expect(claim(world)).toEqual({ amount: 0n, result: 'No rewards for this address' });
  });

  it('takes a seed that an account with his grant has signed', () => {
    const world = due(proposal, { signature: keys.helper.signature });
    expect(claim(world)).toEqual({ amount: 0n, result: 'Seed signature validation failed' });
    world.grants.set(carol, [dave]);
    expect(claim(world)).toMatchObject({ amount: 1500n });
  });

  it.each([
    ['another epoch', { epochIndex: 2n }, {}, 'No rewards for this block height'],
    ['nothing to claim', {}, { work: 0n, reward: 0n }, 'No rewards for this address'],
    ['another seed', { seed: 43n }, {}, 'Seed signature validation failed'],
    ['a signature that is none', {}, { signature: 'zz' }, 'Seed signature validation failed'],
    ['no signature', {}, { signature: '' }, 'Seed signature validation failed'],
  ])('refuses %s, and the claim stays', (_, message, settled: Due, result) => {
    const world = due(proposal, settled);
    expect(claim(world, message)).toEqual({ amount: 0n, result });
    expect(isOpen(world)).toBe(true);
  });

  it('refuses whoever has no account, or was no member of the epoch', () => {
    expect(claim(due(proposal, { participant: bob }), { creator: bob })).toMatchObject({
      result: 'Seed signature validation failed',
    });
    const outsider = due(proposal, { participant: erin });
    expect(claim(outsider, { creator: erin })).toMatchObject({ result: 'Failed to check for missed validations' });
  });

  it('takes any seed as deployed', () => {
    expect(claim(due(deployed, { signature: 'zz' }), { seed: 7n })).toMatchObject({ amount: 1500n });
  });

  it('refuses epoch 0', () => {
    expect(refused(due(), url('ClaimRewards'), { creator: carol, seed, epochIndex: 0n })).toBe('sdk/18');
  });

  it('pays over epochs where the parameters say so', () => {
    const world = due();
    const { tokenomicsParams } = defaultParams();
    const vesting = { ...tokenomicsParams!, workVestingPeriod: 5n, rewardVestingPeriod: 0n };
    world.act(({ state }) => state.params.set({ ...defaultParams(), tokenomicsParams: vesting }));
    expect(claim(world)).toMatchObject({ amount: 1500n });
    expect(world.requests.vested).toMatchObject([{ participant: carol, epochs: 5n }]);
    expect(world.requests.moves).toMatchObject([{ to: carol, coin: { amount: 500n } }]);
  });

  it('fails, and loses nothing, where the chain has no vesting', () => {
    const world = new World(proposal, { hasVesting: false });
    for (const [name, store] of due().stores) world.stores.set(name, store);
    const { tokenomicsParams } = defaultParams();
    const vesting = { ...tokenomicsParams!, workVestingPeriod: 5n };
    world.act(({ state }) => state.params.set({ ...defaultParams(), tokenomicsParams: vesting }));
    expect(refused(world, url('ClaimRewards'), { creator: carol, seed, epochIndex: 1n })).toBe('sdk/37');
  });

  it.each([
    [0n, { amount: 0n, result: 'Insufficient funds for paying participant for work! Unpaid settlement' }, 1500n],
    [1200n, { amount: 1000n, result: 'Work paid, but rewards failed.' }, 500n],
  ])('leaves open what a module account with %s cannot pay; as deployed it is lost', (held, response, rest) => {
    for (const profile of [proposal, deployed]) {
      const world = due(profile);
      world.balances.set('module:inference', held);
      expect(claim(world)).toEqual(response);
      expect(isOpen(world)).toBe(profile === proposal);
      world.balances.delete('module:inference');
      expect(claim(world)).toMatchObject({ amount: profile === proposal ? rest : 0n });
      expect(world.act(({ state }) => state.performanceSummaries.get([carol, 1n])?.claimed)).toBe(true);
    }
  });

  it('is no shelter from running out of gas', () => {
    const world = due();
    const outOfGas = () => {
      throw new CodedError(gasErrors.outOfGas);
    };
    const ctx = world.context();
    const bank = { ...world.neighbours(ctx).bank, sendFromModule: outOfGas };
    const keeper = new Keeper(ctx, { ...world.neighbours(ctx), bank }, proposal, 'gonka');
    expect(failure(() => claimRewards(keeper, { creator: carol, seed, epochIndex: 1n }))).toBe('sdk/11');
  });
});

describe('a claimant', () => {
  /** Thirty inferences of m1 by bob, whom nobody trusts, so that all of carol's draws say that she had to look. */
  const withInferences = (changes: Partial<InferenceValidationDetails> = {}, profile = proposal): World => {
    const world = due(profile);
    world.act(({ state }) => {
      for (let i = 0; i < 30; i++) {
        const details = { epochId: 1n, inferenceId: `i${i}`, executorId: bob, model: 'm1', createdAtBlockHeight: 60n };
        const powers = { executorPower: 100n, totalPower: 130n, trafficBasis: 1n };
        const record = InferenceValidationDetails.create({ ...details, ...powers, ...changes });
        state.validationDetails.set([1n, record.inferenceId], record);
      }
    });
    return world;
  };
  const refusal = { amount: 0n, result: 'Inference not validated' };

  it('must have validated what his seed bound him to', () => {
    const world = withInferences();
    expect(claim(world)).toEqual(refusal);
    const validatedInferences = Array.from({ length: 30 }, (_, i) => `i${i}`);
    const noted = { participant: carol, epochIndex: 1n, validatedInferences };
    world.act(({ state }) => state.epochGroupValidations.set([1n, carol], noted));
    expect(claim(world)).toMatchObject({ amount: 1500n });
  });

  it.each([
    ['his own inferences', { executorId: carol }],
    ['inferences of a model that he does not serve', { model: 'm2' }],
    ['inferences after the cutoff, as none of his nodes served through PoC', { createdAtBlockHeight: 80n }],
  ])('need not look at %s', (_, changes) => {
    expect(claim(withInferences(changes))).toMatchObject({ amount: 1500n });
  });

  it('must look at what an executor outside of the group did, but not on the deployed chain', () => {
    const strangers = { executorId: erin, executorPower: 0n };
    expect(claim(withInferences(strangers))).toEqual(refusal);
    expect(claim(withInferences(strangers, deployed))).toMatchObject({ amount: 1500n });
    expect(claim(withInferences({}, deployed))).toEqual(refusal);
  });

  it('must look at late inferences when one of his nodes served through PoC', () => {
    const world = withInferences({ createdAtBlockHeight: 80n });
    world.act(({ state }) => {
      const group = state.epochGroupData.require([1n, 'm1']);
      const serving = group.validationWeights.map((member) => ({
        ...member,
        mlNodes: member.mlNodes.map((node) => ({ ...node, timeslotAllocation: [true, true] })),
      }));
      state.epochGroupData.set([1n, 'm1'], { ...group, validationWeights: serving });
    });
    expect(claim(world)).toEqual(refusal);
  });

  it('gets nothing where an inference has a model without a sub-group', () => {
    const result = 'Failed to check for missed validations';
    expect(claim(withInferences({ model: 'm3' }))).toEqual({ amount: 0n, result });
  });
});
