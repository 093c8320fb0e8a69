import { expect } from 'vitest';
import { ed25519FromSeed } from '../../src/types/comet/ed25519.js';
import { encodeSimpleValidator, type Validator } from '../../src/types/comet/validator.js';
import {
  encodeValidatorSet,
  makeValidatorSet,
  nextValidatorSet,
  stepProposer,
  totalPower,
  type ValidatorSet,
  validatorSetHash,
} from '../../src/types/comet/validatorSet.js';
import type { ValidatorUpdate } from '../../src/types/module.js';
import { bytesToHex, utf8ToBytes } from '../../src/util/bytes.js';
import { sha256 } from '../../src/util/sha256.js';
import { range } from './forms.js';
import type { CheckCase, VectorCase } from './shared.js';

const hex = bytesToHex;

/** A change of the validator whose key's seed is the hash of its name. */
const update = (name: string, power: string | number): ValidatorUpdate => ({
  pubKey: ed25519FromSeed(sha256(utf8ToBytes(name))).publicKey,
  power: BigInt(power),
});

const members = (powers: readonly (string | number)[]) => powers.map((power, i) => update(`validator-${i}`, power));

const brief = ({ address, power, priority }: Validator) => ({
  address: hex(address),
  power: String(power),
  priority: String(priority),
});

const full = (validator: Validator) => ({
  ...brief(validator),
  pubKey: hex(validator.pubKey),
  leaf: hex(encodeSimpleValidator(validator)),
});

const proposerOf = ({ proposer }: ValidatorSet) => proposer && hex(proposer.address);

export const checkValidatorSet: CheckCase = (vectorCase) => {
  const { name, kind, note, powers, ...expected } = vectorCase;
  const set = makeValidatorSet(members(powers));
  const actual: VectorCase = { validators: set.validators.map(full), hash: hex(validatorSetHash(set)) };
  if (set.validators.length > 0) {
    actual.proposer = proposerOf(set);
    actual.totalPower = String(totalPower(set));
    actual.proto = hex(encodeValidatorSet(set));
  }
  expect(actual, `${kind} ${name} ${note}`).toEqual(expected);
};

/** The powers that a start list shows, in the order of the keys. */
function startSet(start: readonly VectorCase[]): ValidatorSet {
  const shown = start.map(({ pubKey, power }) => [pubKey, power] as const);
  const all = range(10).map((i) => update(`validator-${i}`, 0));
  return makeValidatorSet(
    all.flatMap(({ pubKey }) => {
      const entry = shown.find(([key]) => key === hex(pubKey));
      return entry === undefined ? [] : [{ pubKey, power: BigInt(entry[1]) }];
    }),
  );
}

export const checkRotation: CheckCase = ({ start, steps }) => {
  let set = startSet(start);
  expect(set.validators.map(full)).toEqual(start);
  for (const { height, proposer, validators, changes, setHash } of steps) {
    if (height > 1)
      set = nextValidatorSet(
        set,
        (changes ?? []).map(({ key, power }: VectorCase) => update(key, power)),
      );
    expect(proposerOf(set), `proposer of ${height}`).toBe(proposer);
    if (validators !== undefined) expect(set.validators.map(brief), `set of ${height}`).toEqual(validators);
    if (setHash !== undefined) expect(hex(validatorSetHash(set))).toBe(setHash);
  }
};

export const checkGenesisSets: CheckCase = ({ note, height1, proposer1, height2, proposer2, height1Rounds }) => {
  expect(note).toContain('powers 10, 20, 30');
  const first = makeValidatorSet(members([10, 20, 30]));
  const second = nextValidatorSet(first, []);
  expect([first.validators.map(brief), proposerOf(first)]).toEqual([height1, proposer1]);
  expect([second.validators.map(brief), proposerOf(second)]).toEqual([height2, proposer2]);
  const rounds = range(height1Rounds.length).map((round) =>
    proposerOf(round === 0 ? first : stepProposer(first, round)),
  );
  expect(rounds).toEqual(height1Rounds);
};
