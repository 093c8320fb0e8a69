import { expect, it } from 'vitest';
import { type GuardianParams, guardPowers } from '../../src/calculations/genesisGuardian.js';
import { decimal } from '../../src/util/decimal.js';

const params: GuardianParams = {
  genesisGuardianEnabled: true,
  genesisGuardianNetworkMaturityThreshold: 10_000_000n,
  genesisGuardianMultiplier: decimal(52n, -2),
  genesisGuardianAddresses: ['g1', 'g2', 'g3'],
};
const multiplier = (hundredths: bigint) => ({ genesisGuardianMultiplier: decimal(hundredths, -2) });

/** Validators from words `operator:power`. */
const validators = (text: string) =>
  text
    .split(' ')
    .filter(Boolean)
    .map((word) => {
      const [operatorAddress, power] = word.split(':');
      return { operatorAddress: operatorAddress!, power: BigInt(power!) };
    });

it.each([
  ['one guardian', 'g1:1000 v:2000 w:1500', {}, [1820n, 2000n, 1500n], 5320n],
  ['a larger multiplier', 'g1:1000 v:2000 w:1500', multiplier(60n), [2100n, 2000n, 1500n], 5600n],
  ['a smaller one', 'g1:1000 v:2000 w:1500', multiplier(43n), [1505n, 2000n, 1500n], 5005n],
  ['two guardians', 'g1:800 g2:600 v:2000 w:1500', {}, [910n, 910n, 2000n, 1500n], 5320n],
  ['three, who lose the fraction', 'g1:500 g2:500 g3:500 v:2000 w:1500', {}, [606n, 606n, 606n, 2000n, 1500n], 5318n],
])('lifts %s', (_name, text, changed, powers, total) => {
  expect(guardPowers(validators(text), { ...params, ...changed })).toEqual({ powers, total, wasEnhanced: true });
});

it.each([
  ['a mature network', 'g1:1000000 v:5000000 w:5000000', {}],
  ['a single validator', 'g1:1000', {}],
  ['nobody', '', {}],
  ['others when no guardian is there', 'v:2000 w:1500', {}],
  ['anyone when the rule is off', 'g1:1000 v:2000', { genesisGuardianEnabled: false }],
])('leaves %s', (_name, text, changed) => {
  const list = validators(text);
  const powers = list.map(({ power }) => power);
  expect(guardPowers(list, { ...params, ...changed })).toMatchObject({ powers, wasEnhanced: false });
});

it('leaves guardians that are stronger anyway, and says that the rule applied', () => {
  expect(guardPowers(validators('g1:9000 v:2000 w:1500'), params)).toEqual({
    powers: [9000n, 2000n, 1500n],
    total: 12500n,
    wasEnhanced: true,
  });
});

it('leaves all without a multiplier', () => {
  const unset = { ...params, genesisGuardianMultiplier: undefined };
  expect(guardPowers(validators('g1:1000 v:2000'), unset).powers).toEqual([1000n, 2000n]);
});
