import { bytesToHex, bytesToLatin1 } from '../../util/bytes.js';
import { CodedError, simErrors } from '../../util/errors.js';
import { maxInt64 } from '../../util/int.js';
import type { ValidatorUpdate } from '../module.js';
import { consensusAddress } from './keys.js';
import { priorityOfNewcomer } from './proposerPriority.js';
import type { Validator } from './validator.js';

/** Beyond it priorities could overflow. */
const maxTotalPower = maxInt64 / 8n;

/** Where CometBFT would stop the node, because it cannot take the application's changes. */
function halt(why: string, pubKey?: Uint8Array): CodedError {
  const who = pubKey === undefined ? '' : ` ${bytesToHex(consensusAddress(pubKey))}`;
  return new CodedError(simErrors.chainHalted, `validator updates: ${why}${who}`);
}

/**
 * The members after one change set: power 0 removes, a known key gets its new power and keeps its priority, an unknown
 * one enters behind all others. The order is not that of a set. Cost: O(members + updates).
 */
export function applyUpdates(members: readonly Validator[], updates: readonly ValidatorUpdate[]): readonly Validator[] {
  const known = new Map(members.map((member) => [bytesToLatin1(member.pubKey), member]));
  const powers = checkedPowers(updates, known);
  const newPower = ({ pubKey, power }: Validator) => powers.get(bytesToLatin1(pubKey)) ?? power;

  const entering = updates.filter(({ pubKey, power }) => power > 0n && !known.has(bytesToLatin1(pubKey)));
  const removed = sum(members.filter((member) => newPower(member) === 0n));
  const total = sum(entering) + sum(members.map((member) => ({ power: newPower(member) })));
  if (total > maxTotalPower) throw halt(`total power ${total} is above ${maxTotalPower}`);

  const staying = members.map((member) => ({ ...member, power: newPower(member) })).filter(({ power }) => power > 0n);
  const priority = priorityOfNewcomer(total + removed);
  const newcomers = entering.map(({ pubKey, power }) => ({
    address: consensusAddress(pubKey),
    pubKey,
    power,
    priority,
  }));
  if (staying.length + newcomers.length === 0) throw halt('the set would be empty');
  return [...staying, ...newcomers];
}

const sum = (list: readonly { readonly power: bigint }[]): bigint =>
  list.reduce((total, { power }) => total + power, 0n);

/** The new power of each key. */
function checkedPowers(
  updates: readonly ValidatorUpdate[],
  known: ReadonlyMap<string, Validator>,
): ReadonlyMap<string, bigint> {
  const powers = new Map<string, bigint>();
  for (const { pubKey, power } of updates) {
    const key = bytesToLatin1(pubKey);
    if (powers.has(key)) throw halt('two changes of', pubKey);
    if (power < 0n) throw halt(`negative power ${power} of`, pubKey);
    if (power === 0n && !known.has(key)) throw halt('removal of the unknown', pubKey);
    powers.set(key, power);
  }
  return powers;
}
