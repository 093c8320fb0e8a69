import { describe, expect, it } from 'vitest';
import { CurrentEpochStats, ParticipantStatus } from '../../../src/gen/inference/inference/participant.js';
import {
  MsgSubmitNewParticipant,
  MsgSubmitNewUnfundedParticipant,
  MsgSubmitUnitOfComputePriceProposal,
} from '../../../src/gen/inference/inference/tx.js';
import { accountKey } from '../../../src/keeper/accounts.js';
import { deployed, proposal } from '../../../src/module/profiles.js';
import { addressOf, alice, participant, refused, scene, url } from '../scene.js';

const ed25519Key = Buffer.alloc(32, 7).toString('base64');
const accountKeyBytes = Uint8Array.of(2, ...Buffer.alloc(32, 9));
const newcomer = addressOf('newcomer');

describe('MsgSubmitNewParticipant', () => {
  const register = (changes: Partial<MsgSubmitNewParticipant> = {}) =>
    MsgSubmitNewParticipant.create({ creator: newcomer, url: 'http://host', validatorKey: ed25519Key, ...changes });

  it('registers the sender: active, without weight', () => {
    const world = scene();
    world.send(url('SubmitNewParticipant'), register());
    expect(world.act(({ state }) => state.participants.get(newcomer))).toEqual(
      participant(newcomer, {
        joinTime: 1_750_000_000_000n,
        joinHeight: 70n,
        inferenceUrl: 'http://host',
        validatorKey: ed25519Key,
        currentEpochStats: CurrentEpochStats.create(),
      }),
    );
  });

  it.each([
    ['keeps what he owes and how he stands', proposal, -500n, ParticipantStatus.INVALID, 3],
    ['begins anew', deployed, 0n, ParticipantStatus.ACTIVE, 0],
  ])('%s when he does it again (%#)', (_, profile, coinBalance, status, epochsCompleted) => {
    const world = scene(profile);
    const earlier = participant(newcomer, {
      coinBalance: -500n,
      status: ParticipantStatus.INVALID,
      epochsCompleted: 3,
    });
    world.act(({ state }) => state.participants.set(newcomer, earlier));
    world.send(url('SubmitNewParticipant'), register());
    const now = world.act(({ state }) => state.participants.get(newcomer));
    expect(now).toMatchObject({ coinBalance, status, epochsCompleted, inferenceUrl: register().url });
  });

  it.each([
    ['an address of another chain', { creator: 'cosmos1xyz' }, 'sdk/7'],
    ['a url without a host', { url: 'http://' }, 'sdk/18'],
    ['a key of another length', { validatorKey: 'AAAA' }, 'sdk/8'],
  ])('is refused with %s', (_, changes, code) => {
    expect(refused(scene(), url('SubmitNewParticipant'), register(changes))).toBe(code);
  });
});

describe('MsgSubmitNewUnfundedParticipant', () => {
  const register = (changes: Partial<MsgSubmitNewUnfundedParticipant> = {}) =>
    MsgSubmitNewUnfundedParticipant.create({
      creator: alice,
      address: newcomer,
      pubKey: Buffer.from(accountKeyBytes).toString('base64'),
      ...changes,
    });

  it('opens the account, once', () => {
    const world = scene();
    world.send(url('SubmitNewUnfundedParticipant'), register());
    expect(world.act((keeper) => accountKey(keeper, newcomer))).toEqual(accountKeyBytes);
    expect(world.act(({ state }) => state.participants.get(newcomer)?.status)).toBe(ParticipantStatus.ACTIVE);
    expect(refused(world, url('SubmitNewUnfundedParticipant'), register())).toBe('inference/1110');
  });

  it.each([
    ['no address', { address: '' }, 'sdk/18'],
    ['no key', { pubKey: '' }, 'sdk/8'],
    ['an uncompressed key', { pubKey: Buffer.alloc(65, 4).toString('base64') }, 'sdk/8'],
  ])('is refused with %s', (_, changes, code) => {
    expect(refused(scene(), url('SubmitNewUnfundedParticipant'), register(changes))).toBe(code);
  });
});

describe('MsgSubmitUnitOfComputePriceProposal', () => {
  const propose = MsgSubmitUnitOfComputePriceProposal.create({ creator: alice, price: 120n });

  it('is kept with the epoch and height it was made at', () => {
    const world = scene();
    world.send(url('SubmitUnitOfComputePriceProposal'), propose);
    const stored = world.act(({ state }) => state.priceProposals.get(alice));
    expect(stored).toEqual({ participant: alice, price: 120n, proposedAtBlockHeight: 70n, proposedAtEpoch: 1n });
  });

  it('is refused with a price of 0, and before the first epoch', () => {
    const world = scene();
    expect(refused(world, url('SubmitUnitOfComputePriceProposal'), { ...propose, price: 0n })).toBe('sdk/18');
    world.act(({ state }) => state.effectiveEpoch.remove());
    expect(refused(world, url('SubmitUnitOfComputePriceProposal'), propose)).toBe('inference/1127');
  });

  it('is refused beyond an int64, which the price of an epoch is; the deployed chain takes it', () => {
    const huge = { ...propose, price: 2n ** 63n };
    expect(refused(scene(), url('SubmitUnitOfComputePriceProposal'), huge)).toBe('sdk/18');
    const world = scene(deployed);
    world.send(url('SubmitUnitOfComputePriceProposal'), huge);
    expect(world.act(({ state }) => state.priceProposals.get(alice)?.price)).toBe(2n ** 63n);
  });
});
