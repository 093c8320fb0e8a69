import { describe, expect, it } from 'vitest';
import { surfaceBugs } from '../../../src/app/failure.js';
import type { GonkaKeepers } from '../../../src/app/gonkaKeepers.js';
import type { EpochGroupData, MLNodeInfo } from '../../../src/gen/inference/inference/epoch_group_data.js';
import { Inference, InferenceStatus } from '../../../src/gen/inference/inference/inference.js';
import { PoCBatch, PoCValidation } from '../../../src/gen/inference/inference/pocbatch.js';
import { moduleAddress } from '../../../src/keeper/accounts.js';
import { getActiveParticipants, setActiveParticipants } from '../../../src/keeper/activeParticipants.js';
import { getEpochGroupData, requireEpochGroupData, setEpochGroupData } from '../../../src/keeper/epochGroupData.js';
import type { Keeper } from '../../../src/keeper/keeper.js';
import { addToTokenomics } from '../../../src/keeper/tokenomics.js';
import { brokenInvariants, checkInvariants } from '../../../src/module/invariants/checkInvariants.js';
import { proposal } from '../../../src/module/profiles.js';
import { openSimulation } from '../../../src/network/simulation.js';
import { CodedError, simErrors } from '../../../src/util/errors.js';
import { smallNetwork } from '../../network/smallNetwork.js';

const simulation = await openSimulation({ ...(await smallNetwork()), seed: '1', onBug: surfaceBugs });
/** Stands in the block in which the groups of epoch 3 were formed: epoch 2 is settled, and its claims are open. */
const isFormed = () => getActiveParticipants(simulation.app.view().keepers.inference, 3n) !== undefined;
do simulation.nextBlock();
while (!isFormed());

const qwq = 'Qwen/QwQ-32B';
const smaller = 'Qwen/Qwen2.5-7B-Instruct';

/** What is broken after a change of the state, which is lost again; lines without the invariant's name. */
function after(change: (keeper: Keeper, keepers: GonkaKeepers) => void): string[] {
  const { keepers } = simulation.app.view();
  change(keepers.inference, keepers);
  return brokenInvariants(keepers, proposal).map((line) => line.slice(line.indexOf(': ') + 2));
}

function changeGroup(keeper: Keeper, model: string, change: (group: EpochGroupData) => Partial<EpochGroupData>): void {
  const group = requireEpochGroupData(keeper, 3n, model);
  setEpochGroupData(keeper, { ...group, ...change(group) });
}

const first = <T>(list: readonly T[], change: (item: T) => T): T[] =>
  list.map((item, i) => (i === 0 ? change(item) : item));
const withFirstNode =
  (changes: Partial<MLNodeInfo>) =>
  ({ validationWeights }: EpochGroupData): Partial<EpochGroupData> => ({
    validationWeights: first(validationWeights, (member) => ({
      ...member,
      mlNodes: first(member.mlNodes, (node) => ({ ...node, ...changes })),
    })),
  });
const someone = (keeper: Keeper): string => requireEpochGroupData(keeper, 3n).validationWeights[0]!.memberAddress;
/** Makes someone a voter of epoch 3 without a key, with his weight or another. */
function makeVoter(keeper: Keeper, changes: { readonly weight?: bigint }): void {
  const { epochGroupId, validationWeights } = requireEpochGroupData(keeper, 3n);
  const { memberAddress: address, weight } = validationWeights[0]!;
  const voters = [{ address, weight, metadata: '', ...changes }];
  keeper.neighbours.group.updateMembers(moduleAddress(keeper, 'gov'), epochGroupId, voters);
}

describe('a chain that was left alone', () => {
  it('breaks nothing', () => {
    expect(after(() => {})).toEqual([]);
    checkInvariants(simulation.app.view().keepers, proposal);
  });

  it('has something of everything that is looked at', () => {
    const keeper = simulation.app.view().keepers.inference;
    expect(new Set(getEpochGroupData(keeper, 3n)?.subGroupModels)).toEqual(new Set([smaller, qwq]));
    const { slotSelections, settleAmounts, inferences, inferenceTimeouts, pocBatches, pocValidations } = keeper.state;
    const { performanceSummaries, validationDetails, epochGroupValidations, randomSeeds, activeParticipants } =
      keeper.state;
    const collections = { slotSelections, settleAmounts, inferences, inferenceTimeouts, pocBatches, pocValidations };
    const others = { performanceSummaries, validationDetails, epochGroupValidations, randomSeeds, activeParticipants };
    for (const [name, collection] of Object.entries({ ...collections, ...others })) {
      expect([...collection.keys()].length, name).toBeGreaterThan(0);
    }
  });
});

describe('what is broken is told with its numbers:', () => {
  it.each<[string, (keeper: Keeper, keepers: GonkaKeepers) => void, string[]]>([
    [
      'total weight',
      (keeper) => changeGroup(keeper, qwq, ({ totalWeight }) => ({ totalWeight: totalWeight + 1n })),
      [expect.stringMatching(/^epoch 3, model Qwen\/QwQ-32B: total_weight \d+, members weigh \d+$/) as never],
    ],
    [
      'total throughput',
      (keeper) => changeGroup(keeper, qwq, () => ({ totalThroughput: 5n })),
      [expect.stringMatching(/^epoch 3, model Qwen\/QwQ-32B: total_throughput 5, nodes have \d+$/) as never],
    ],
    [
      'a weight in a sub-group',
      (keeper) =>
        changeGroup(keeper, qwq, ({ validationWeights, totalWeight }) => ({
          validationWeights: first(validationWeights, (member) => ({ ...member, weight: member.weight + 1n })),
          totalWeight: totalWeight + 1n,
        })),
      expect.arrayContaining([
        expect.stringMatching(/^epoch 3, model Qwen\/QwQ-32B: gonka1\w+ weighs (\d+), in the root group \d+$/),
        expect.stringMatching(/votes with \d+, his weight is \d+$/),
      ]) as never,
    ],
    [
      'a node of two models',
      (keeper) =>
        changeGroup(keeper, smaller, ({ validationWeights }) => ({
          validationWeights: validationWeights.map((member) => ({
            ...member,
            mlNodes: member.mlNodes.map((node) => ({ ...node, nodeId: 'n1', timeslotAllocation: [true, false] })),
          })),
        })),
      expect.arrayContaining([expect.stringMatching(/node n1 of gonka1\w+ has PRE_POC_SLOT for .* and /)]) as never,
    ],
    [
      'a node from nowhere',
      (keeper) => changeGroup(keeper, qwq, withFirstNode({ nodeId: 'ghost' })),
      [expect.stringMatching(/: node ghost of gonka1\w+ weighs \d+ for \d+ tokens, is not in the snapshot$/) as never],
    ],
    [
      'a node that serves more than it did',
      (keeper) => changeGroup(keeper, qwq, withFirstNode({ throughput: 7n })),
      expect.arrayContaining([
        expect.stringMatching(/ weighs (\d+) for 7 tokens, in the snapshot \1 for \d+ tokens$/),
      ]) as never,
    ],
    [
      'a member who is not in the snapshot',
      (keeper) => {
        const snapshot = getActiveParticipants(keeper, 3n)!;
        setActiveParticipants(keeper, {
          ...snapshot,
          participants: first(snapshot.participants, (one) => ({ ...one, seed: undefined })),
        });
      },
      expect.arrayContaining([
        expect.stringMatching(/^epoch 3: member 0 is gonka1\w+ of \d+, in the snapshot /),
      ]) as never,
    ],
    [
      'a weight without nodes',
      (keeper) => {
        const snapshot = getActiveParticipants(keeper, 2n)!;
        const participants = first(snapshot.participants, (one) => ({ ...one, mlNodes: [] }));
        setActiveParticipants(keeper, { ...snapshot, participants });
      },
      expect.arrayContaining([expect.stringMatching(/^epoch 2: gonka1\w+ weighs \d+, his nodes only 0$/)]) as never,
    ],
    [
      'a weight that no rule has cut',
      (keeper) => {
        const snapshot = getActiveParticipants(keeper, 3n)!;
        const participants = first(snapshot.participants, (one) => ({ ...one, weight: 1n }));
        setActiveParticipants(keeper, { ...snapshot, participants });
      },
      expect.arrayContaining([
        expect.stringMatching(/^epoch 3: gonka1\w+ weighs 1, his nodes (\d+), that is \1 backed and capped$/),
      ]) as never,
    ],
    [
      'a member without a vote',
      (keeper) => makeVoter(keeper, { weight: 0n }),
      [expect.stringMatching(/^epoch 3: gonka1\w+ of \d+ has no vote$/) as never],
    ],
    ['a voter without a key', (keeper) => makeVoter(keeper, {}), [expect.stringMatching(/a key of 0 bytes$/) as never]],
    [
      'more settled than minted',
      (keeper) => {
        const summary = keeper.state.performanceSummaries.values().next().value!;
        const { participantId, epochIndex } = summary;
        keeper.state.performanceSummaries.set([participantId, epochIndex], { ...summary, rewardedCoins: 10n ** 18n });
      },
      [expect.stringMatching(/^minted \d+, settled 1\d{18}$/) as never],
    ],
    [
      'coins that are owed and not there',
      (keeper) => addToTokenomics(keeper, 'totalSubsidies', 1n),
      [
        expect.stringMatching(/^minted \d+, settled \d+$/) as never,
        expect.stringMatching(/^holds \d+, owes \d+ in escrow, \d+ earned, \d+ claimed, 1 left over$/) as never,
      ],
    ],
    [
      'a claim that was not settled',
      (keeper) => {
        const claim = keeper.state.settleAmounts.values().next().value!;
        keeper.state.settleAmounts.set(claim.participant, { ...claim, rewardCoins: claim.rewardCoins - 1n });
      },
      [
        expect.stringMatching(
          /^gonka1\w+, epoch 2: claim of \d+ work and \d+ reward, settled were \d+ and \d+$/,
        ) as never,
      ],
    ],
    [
      'a claim that was paid',
      (keeper) => {
        const { participant, epochIndex } = keeper.state.settleAmounts.values().next().value!;
        const summary = keeper.state.performanceSummaries.require([participant, epochIndex]);
        keeper.state.performanceSummaries.set([participant, epochIndex], { ...summary, claimed: true });
      },
      [expect.stringMatching(/that was paid$/) as never],
    ],
    [
      'a timeout that is over',
      (keeper) => keeper.state.inferenceTimeouts.set([5n, 'x'], { expirationHeight: 5n, inferenceId: 'x' }),
      ['timeout of x at 5, which is over'],
    ],
    [
      'a timeout of nothing',
      (keeper) => keeper.state.inferenceTimeouts.set([900n, 'x'], { expirationHeight: 900n, inferenceId: 'x' }),
      ['timeout at 900 of x, which is not there'],
    ],
    [
      'an escrow for ever',
      (keeper) => {
        const open = { status: InferenceStatus.STARTED, startBlockHeight: 130n };
        keeper.state.inferences.set('x', Inference.fromPartial({ inferenceId: 'x', index: 'x', ...open }));
      },
      ['x holds 0 in escrow and never runs out'],
    ],
    [
      'an epoch that is missing',
      (keeper) => keeper.state.epochs.remove(3n),
      expect.arrayContaining(['active participants of epoch 3']) as never,
    ],
    ['no epoch in effect', (keeper) => keeper.state.effectiveEpoch.remove(), ['no epoch is in effect']],
    [
      'an epoch too far',
      (keeper) => keeper.state.effectiveEpoch.set(7n),
      expect.arrayContaining(['epoch 7 is in effect, the last is 3']) as never,
    ],
    [
      'a batch of no PoC',
      (keeper) => keeper.state.pocBatches.set([17n, someone(keeper), 'b'], PoCBatch.create()),
      [expect.stringMatching(/^batch b of gonka1\w+ for a PoC at 17$/) as never],
    ],
    [
      'a verdict on no PoC',
      (keeper) => keeper.state.pocValidations.set([17n, someone(keeper), someone(keeper)], PoCValidation.create()),
      [expect.stringMatching(/^verdict of gonka1\w+ on gonka1\w+ for a PoC at 17$/) as never],
    ],
    [
      'a summary of no epoch',
      (keeper) => {
        const summary = keeper.state.performanceSummaries.values().next().value!;
        const stray = { ...summary, epochIndex: 30n, rewardedCoins: 0n };
        keeper.state.performanceSummaries.set([stray.participantId, 30n], stray);
      },
      [expect.stringMatching(/^summary of gonka1\w+ for epoch 30$/) as never],
    ],
    [
      'a group that the root does not list',
      (keeper) => changeGroup(keeper, '', ({ subGroupModels }) => ({ subGroupModels: subGroupModels.slice(1) })),
      [expect.stringMatching(/^group of model .* in epoch 3, which its root group does not list$/) as never],
    ],
    [
      'a listed group that is not there',
      (keeper) => changeGroup(keeper, '', ({ subGroupModels }) => ({ subGroupModels: [...subGroupModels, 'm'] })),
      ['model m in the root group of epoch 3, which has no group'],
    ],
    [
      'groups without their root',
      (keeper) => keeper.state.epochGroupData.remove([3n, '']),
      expect.arrayContaining(['groups of epoch 3 without a root group']) as never,
    ],
    [
      'a selection for no group',
      (keeper) => {
        const selection = keeper.state.slotSelections.values().next().value!;
        keeper.state.slotSelections.set([2n, 'm'], { ...selection, modelId: 'm' });
      },
      ['slot selection of epoch 2, model m'],
    ],
    [
      'supply, which is the neighbours’',
      (_, { bank }) => bank.setSupply('ngonka', 1n),
      [expect.stringMatching(/^supply: 1ngonka against \d+ngonka$/) as never],
    ],
  ])('%s', (_, change, lines) => {
    expect(after(change)).toEqual(lines);
  });

  it('all in one coded error', () => {
    const { keepers } = simulation.app.view();
    keepers.inference.state.inferenceTimeouts.set([5n, 'x'], { expirationHeight: 5n, inferenceId: 'x' });
    keepers.inference.state.inferenceTimeouts.set([6n, 'y'], { expirationHeight: 6n, inferenceId: 'y' });
    const name = 'open requests run out, and nothing else does';
    const broken = [`${name}: timeout of x at 5, which is over`, `${name}: timeout of y at 6, which is over`];
    try {
      checkInvariants(keepers, proposal);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(CodedError);
      const { kind, context, message } = error as CodedError;
      expect(kind).toBe(simErrors.invariantBroken);
      expect(context).toEqual({ height: simulation.height, broken });
      expect(message.split('\n').slice(0, 3)).toEqual([`height ${simulation.height}`, ...broken]);
    }
  });
});
