import { expect } from 'vitest';
import type { TxResult } from '../../src/app/txResult.js';
import type { EpochGroupData } from '../../src/gen/inference/inference/epoch_group_data.js';
import { getEpochGroupData } from '../../src/keeper/epochGroupData.js';
import { getEffectiveEpochIndex } from '../../src/keeper/epochs.js';
import type { Keeper } from '../../src/keeper/keeper.js';
import { nameOf } from '../module/epochWorld.js';
import { shown } from '../sdk/world.js';
import { fail, type TestBlock } from './testChain.js';

/** What an expectation is held against: the block, the transactions of its row, and the chain after it. */
export interface Seen {
  readonly block: TestBlock;
  readonly results: readonly TxResult[];
  readonly keeper: Keeper;
}

type Words = Readonly<Record<string, string | undefined>>;

/** What is there, to be compared with what stands behind the keyword. */
type Look = (words: Words, seen: Seen) => string;

/** `next` speaks of the upcoming epoch, otherwise it is the one in effect. Members come by name, whatever their addresses. */
function groupOf({ keeper }: Seen, { next }: Words, model = ''): EpochGroupData {
  const index = getEffectiveEpochIndex(keeper)! + (next === undefined ? 0n : 1n);
  const group = getEpochGroupData(keeper, index, model) ?? fail(`epoch ${index} has no group '${model}'`);
  const byName = [...group.validationWeights].sort((a, b) => byText(nameOf(a.memberAddress), nameOf(b.memberAddress)));
  return { ...group, validationWeights: byName };
}

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

const list = (vector: readonly (bigint | number)[]): string => `[${vector.join(',')}]`;

const nodesOf = ({ validationWeights }: EpochGroupData) =>
  validationWeights.flatMap(({ memberAddress, mlNodes }) =>
    mlNodes.map((node) => ({ name: `${nameOf(memberAddress)}/${node.nodeId}`, ...node })),
  );

const selection = ({ keeper }: Seen, model: string) =>
  keeper.state.slotSelections.get([getEffectiveEpochIndex(keeper)!, model]) ??
  fail(`no slots were chosen for ${model}`);

/** Keywords of the column `expect`; each is followed by the text that it compares. */
const looks: Readonly<Record<string, Look>> = {
  epoch: (_, { keeper }) => String(getEffectiveEpochIndex(keeper)),
  weights: (words, seen) =>
    groupOf(seen, words)
      .validationWeights.map(({ memberAddress, weight }) => `${nameOf(memberAddress)}=${weight}`)
      .join(' '),
  models: (words, seen) => groupOf(seen, words).subGroupModels.join(' '),
  nodes: (words, seen) =>
    nodesOf(groupOf(seen, words, words.model))
      .map(({ name, pocWeight }) => `${name}=${pocWeight}`)
      .join(' '),
  slots: (words, seen) =>
    nodesOf(groupOf(seen, words, words.model))
      .map(({ name, timeslotAllocation }) => `${name}=${list(timeslotAllocation.map(Number))}`)
      .join(' '),
  chosen: ({ model }, seen) => {
    const { selectedThroughput, targetThroughput } = selection(seen, model!);
    return `${selectedThroughput} of ${targetThroughput}`;
  },
  skipped: ({ model }, seen) =>
    selection(seen, model!)
      .skipped.map(({ participant, nodeId, reason }) => `${nameOf(participant)}/${nodeId}: ${reason}`)
      .join(', '),
  throughput: (words, seen) => {
    const group = groupOf(seen, words, words.model);
    const { expectedThroughputVector: expected, realThroughputVector: real, totalThroughput } = group;
    return `total=${totalThroughput} expected=${list(expected)} real=${list(real)}`;
  },
  rewards: (_, { keeper }) => {
    const claims = [...keeper.state.settleAmounts.values()];
    return claims
      .map(({ participant, rewardCoins }) => `${nameOf(participant)}=${rewardCoins}`)
      .sort(byText)
      .join(' ');
  },
  minted: (_, { keeper }) => String(keeper.state.tokenomics.require().totalSubsidies),
};

const withModel = new Set(['nodes', 'slots', 'chosen', 'skipped', 'throughput']);

/** Holds one expectation, as `next weights alice=40 bob=20` or `fails inference/1108`, against what was seen. */
export function check(text: string, seen: Seen): void {
  const outcomes = seen.results.map(({ code, codespace, log }) => (code === 0 ? 'ok' : `${codespace}/${code} ${log}`));
  const [, code] = /^fails (\S+)$/.exec(text) ?? [];
  const [, told] = /^tells (.+)$/.exec(text) ?? [];
  if (text === 'ok') expect(outcomes).toEqual(outcomes.map(() => 'ok'));
  else if (code !== undefined) expect(outcomes.map((outcome) => outcome.split(' ')[0])).toEqual([code]);
  else if (told !== undefined) expect(shown(seen.block.events)).toContainEqual(expect.stringContaining(told));
  else if (text !== '-') compare(text, seen);
}

function compare(text: string, seen: Seen): void {
  const [, next, keyword = '', rest = ''] = /^(next )?(\w+) (.*)$/.exec(text) ?? fail(`no expectation: ${text}`);
  const look = looks[keyword] ?? fail(`nobody knows how to look for ${keyword}`);
  const [, model, wanted = ''] = withModel.has(keyword) ? /^(\w+) ?(.*)$/.exec(rest)! : ['', undefined, rest];
  expect(look({ next, model }, seen)).toBe(wanted === 'nothing' ? '' : wanted);
}
