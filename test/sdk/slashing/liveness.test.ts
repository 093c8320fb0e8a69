import { MsgUnjail } from 'cosmjs-types/cosmos/slashing/v1beta1/tx';
import { MsgUndelegate } from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { describe, expect, it } from 'vitest';
import { bitsOf, hasBit, withBit, withoutBit } from '../../../src/sdk/slashing/missedBits.js';
import { failure } from '../../util/failure.js';
import { alice, ask, bob, carol, deliver, protoCoins } from '../people.js';
import { beginBlock, consensusBytes, endBlock, million, operator, plainWithValidators } from '../plain.js';
import { shown, type World } from '../world.js';

const powers = [
  [1, 3n],
  [2, 1n],
] as const;

/** A window of four blocks of which two must be signed. */
const slashing = {
  params: {
    signed_blocks_window: '4',
    min_signed_per_window: '0.5',
    downtime_jail_duration: '60s',
    slash_fraction_double_sign: '0.5',
    slash_fraction_downtime: '0.1',
  },
};
const started = (): World => plainWithValidators({ state: { slashing } });

const address = (made: World, byte: number): string => made.open().slashing!.addressOf(consensusBytes(byte));
const infoOf = (made: World, byte: number) => made.open().slashing!.signingInfo(address(made, byte))!;

/** Blocks that bob does not sign. */
function asleep(made: World, blocks: number): readonly string[] {
  let events: readonly string[] = [];
  for (let block = 0; block < blocks; block++) {
    events = shown(beginBlock(made, 5n, { powers, absent: [2] }));
    endBlock(made);
  }
  return events;
}

describe('who does not sign', () => {
  it('is counted, and forgiven when he signs again a window later', () => {
    const made = started();
    expect(asleep(made, 1).slice(-1)).toEqual([
      `liveness address=${address(made, 2)} missed_blocks=1 height=${made.block.height}`,
    ]);
    expect(infoOf(made, 2)).toMatchObject({ indexOffset: 1n, missedBlocksCounter: 1n });
    expect([...made.open().slashing!.missed(address(made, 2))]).toEqual([0n]);
    for (let block = 0; block < 4; block++) beginBlock(made, 5n, { powers });
    expect(infoOf(made, 2)).toMatchObject({ indexOffset: 5n, missedBlocksCounter: 0n });
    expect(infoOf(made, 1)).toMatchObject({ indexOffset: 5n, missedBlocksCounter: 0n });
  });

  it('is slashed and jailed after too many, and comes back when his time is over', () => {
    const made = started();
    const events = asleep(made, 5);
    expect(events.at(-1)).toBe(
      `slash address=${address(made, 2)} power=1 reason=missing_signature jailed=${address(made, 2)} burned_coins=100000`,
    );
    expect(made.open().staking.requireValidator(operator(bob))).toMatchObject({ jailed: true, tokens: '900000' });
    expect(infoOf(made, 2)).toMatchObject({ indexOffset: 0n, missedBlocksCounter: 0n });
    const unjail = { validatorAddr: operator(bob) };
    expect(failure(() => deliver(made, MsgUnjail, unjail))).toBe('slashing/4');
    beginBlock(made, 60n, { powers });
    deliver(made, MsgUnjail, unjail);
    expect(made.open().staking.requireValidator(operator(bob)).jailed).toBe(false);
    expect(failure(() => deliver(made, MsgUnjail, unjail))).toBe('slashing/5');
  });

  it.each([
    ['nobody', carol, () => {}, 'slashing/2'],
    [
      'who has nothing of his own',
      bob,
      (made: World) => made.open().staking.removeDelegation(made.open().staking.requireDelegation(bob, operator(bob))),
      'slashing/6',
    ],
    [
      'who has too little of his own',
      bob,
      (made: World) => {
        const validator = made.open().staking.requireValidator(operator(bob));
        made.open().staking.setValidator({ ...validator, minSelfDelegation: String(2n * million) });
      },
      'slashing/7',
    ],
  ])('MsgUnjail refuses %s', (_what, who, prepare, code) => {
    const made = started();
    prepare(made);
    expect(failure(() => deliver(made, MsgUnjail, { validatorAddr: operator(who) }))).toBe(code);
  });
});

describe('who signs twice', () => {
  const twice = (made: World) => ({
    address: consensusBytes(2),
    power: 1n,
    height: made.block.height,
    time: made.block.time,
    totalPower: 4n,
  });

  it('is slashed, jailed and buried, and the evidence is kept', () => {
    const made = started();
    const events = shown(beginBlock(made, 5n, { powers, misbehavior: [twice(made)] }));
    expect(events).toContain(`slash address=${address(made, 2)} power=1 reason=double_sign burned_coins=500000`);
    expect(infoOf(made, 2).tombstoned).toBe(true);
    endBlock(made);
    const path = '/cosmos.evidence.v1beta1.Query/AllEvidence';
    expect(ask<object, { evidence: unknown[] }>(made, path, {}).evidence).toHaveLength(1);
    beginBlock(made, 5n, { misbehavior: [twice(made)] });
    expect(made.open().staking.requireValidator(operator(bob)).tokens).toBe('500000');
    expect(failure(() => deliver(made, MsgUnjail, { validatorAddr: operator(bob) }))).toBe('slashing/4');
  });

  it('long ago, or not at all a validator, goes free', () => {
    const made = started();
    const old = { ...twice(made), height: -200_000n, time: made.block.time - 200_000n * 1_000_000_000n };
    const unknown = { ...twice(made), address: consensusBytes(9) };
    const events = shown(beginBlock(made, 5n, { misbehavior: [old, unknown] }));
    expect(events.filter((event) => event.startsWith('slash'))).toEqual([]);
  });
});

it('a validator without shares is forgotten with his key', () => {
  const made = started();
  const undelegation = { delegatorAddress: alice, validatorAddress: operator(alice) };
  deliver(made, MsgUndelegate, { ...undelegation, amount: protoCoins(3n * million)[0]! });
  endBlock(made);
  made.nextBlock(1_814_400n);
  endBlock(made);
  expect([...made.open().slashing!.schema.pubKeys.keys()]).toEqual([address(made, 2)]);
});

it('bits of missed blocks are set and cleared one by one', () => {
  const chunk = withBit(withBit(withBit(undefined, 0n), 65n), 1023n);
  expect([...bitsOf(chunk, 2n)]).toEqual([2048n, 2113n, 3071n]);
  expect(chunk.subarray(0, 16)).toEqual(Uint8Array.of(0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1));
  expect(hasBit(withoutBit(chunk, 65n), 65n)).toBe(false);
  expect(hasBit(undefined, 3n)).toBe(false);
  expect(failure(() => hasBit(new Uint8Array(9), 1023n))).toBe('gonka-sim/4');
});
