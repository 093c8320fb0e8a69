import { describe, expect, it } from 'vitest';
import { TimeslotType } from '../../src/gen/inference/inference/epoch_group_data.js';
import { Inference, InferenceStatus } from '../../src/gen/inference/inference/inference.js';
import { PoCBatch, PoCValidation } from '../../src/gen/inference/inference/pocbatch.js';
import { requireEpochGroupData } from '../../src/keeper/epochGroupData.js';
import { getNodesForModel, getValidatedHardwareNodes } from '../../src/keeper/hardwareNodes.js';
import { measureModelThroughputForBlocks } from '../../src/keeper/inferences.js';
import {
  deleteModel,
  getGovernanceModel,
  getGovernanceModels,
  isValidGovernanceModel,
} from '../../src/keeper/models.js';
import {
  calculateModelPower,
  calculateNodeWeight,
  getPoCBatches,
  getPoCBatchesByParticipant,
  getPoCBatchesForModel,
  getPoCBatchesForNode,
  removePoCData,
  setPoCBatch,
} from '../../src/keeper/pocBatches.js';
import { getPoCValidations, setPoCValidation } from '../../src/keeper/pocValidations.js';
import {
  setExpectedThroughput,
  setRealThroughput,
  validateThroughputPerformance,
} from '../../src/keeper/throughput.js';
import { alice, bob, model, node, scene } from './scene.js';

describe('governance models', () => {
  it('are the registry, by ascending id', () => {
    scene().act((keeper) => {
      keeper.state.models.set('a', model('a'));
      expect(getGovernanceModels(keeper).map(({ id }) => id)).toEqual(['a', 'm1', 'm2']);
      expect(getGovernanceModel(keeper, 'm2')).toEqual(model('m2'));
      expect([isValidGovernanceModel(keeper, 'm2'), isValidGovernanceModel(keeper, 'M2')]).toEqual([true, false]);
      deleteModel(keeper, 'm2');
      expect(getGovernanceModel(keeper, 'm2')).toBeUndefined();
    });
  });
});

describe('hardware nodes', () => {
  it('are found by model, and lose the models that have vanished', () => {
    scene().act((keeper) => {
      const nodes = [node('n1', 'm1', 'm2'), node('n2', 'm2')];
      keeper.state.hardwareNodes.set(alice, { participant: alice, hardwareNodes: nodes });
      keeper.state.hardwareNodes.set(bob, { participant: bob, hardwareNodes: [node('n1', 'm2')] });
      const owned = getNodesForModel(keeper, 'm2').map(
        (one) => `${one.participant === alice ? 'alice' : 'bob'}/${one.node.localId}`,
      );
      expect(owned.sort((a, b) => (a < b ? -1 : 1))).toEqual(['alice/n1', 'alice/n2', 'bob/n1']);
      deleteModel(keeper, 'm2');
      expect(getValidatedHardwareNodes(keeper, alice)).toEqual([node('n1', 'm1'), node('n2')]);
      expect(getValidatedHardwareNodes(keeper, 'nobody')).toEqual([]);
    });
  });
});

describe('PoC batches', () => {
  const batch = (participantAddress: string, batchId: string, nodeId: string, nonces: bigint[]) =>
    PoCBatch.create({ participantAddress, batchId, nodeId, nonces, pocStageStartBlockHeight: 80n });

  it('are found by stage, participant, node and model', () => {
    scene().act((keeper) => {
      const batches = [
        batch(alice, 'x', 'n1', [1n, 2n]),
        batch(alice, 'y', 'n2', [2n, 3n]),
        batch(alice, 'z', 'n1', [3n, 4n]),
        batch(bob, 'x', 'n1', [1n]),
      ];
      for (const one of batches) setPoCBatch(keeper, one);
      setPoCBatch(keeper, { ...batches[0]!, pocStageStartBlockHeight: 40n });
      const hardwareNodes = [node('n1', 'm1'), node('n2', 'm1', 'm2')];
      keeper.state.hardwareNodes.set(alice, { participant: alice, hardwareNodes });
      keeper.state.hardwareNodes.set(bob, { participant: bob, hardwareNodes: [node('n1', 'm2')] });

      expect(getPoCBatches(keeper, 80n)).toHaveLength(4);
      expect(
        getPoCBatchesByParticipant(keeper, 80n)
          .get(alice)
          ?.map(({ batchId }) => batchId),
      ).toEqual(['x', 'y', 'z']);
      expect(getPoCBatchesForNode(keeper, 80n, alice, 'n1').map(({ batchId }) => batchId)).toEqual(['x', 'z']);
      const ofModel = getPoCBatchesForModel(keeper, 80n, 'm2');
      expect(ofModel.map(({ participantAddress, batchId }) => [participantAddress, batchId])).toEqual(
        expect.arrayContaining([
          [alice, 'y'],
          [bob, 'x'],
        ]),
      );
      expect(ofModel).toHaveLength(2);
      expect(calculateNodeWeight(getPoCBatchesForNode(keeper, 80n, alice, 'n1'))).toBe(4n);
      expect([calculateModelPower(keeper, 80n, 'm1'), calculateModelPower(keeper, 80n, 'm2')]).toEqual([4n, 3n]);
    });
  });

  it('count a nonce once, however often it is sent', () => {
    expect(calculateNodeWeight([batch(alice, 'a', 'n', [1n, 1n, 2n]), batch(alice, 'b', 'n', [2n, 5n])])).toBe(3n);
  });

  it('go with the verdicts on them', () => {
    scene().act((keeper) => {
      for (const height of [40n, 80n]) {
        setPoCBatch(keeper, { ...batch(alice, 'x', '', [1n]), pocStageStartBlockHeight: height });
        const verdict = { participantAddress: alice, validatorParticipantAddress: bob };
        setPoCValidation(keeper, PoCValidation.create({ ...verdict, pocStageStartBlockHeight: height }));
      }
      removePoCData(keeper, 40n);
      expect([getPoCBatches(keeper, 40n), getPoCValidations(keeper, 40n)]).toEqual([[], []]);
      expect([getPoCBatches(keeper, 80n).length, getPoCValidations(keeper, 80n).length]).toEqual([1, 1]);
    });
  });
});

describe('throughput', () => {
  it('is the tokens of inferences that ended in the last blocks, and were served', () => {
    const world = scene();
    world.act((keeper) => {
      const rows: readonly (readonly [string, bigint, InferenceStatus])[] = [
        ['m1', 70n, InferenceStatus.FINISHED],
        ['m1', 66n, InferenceStatus.VALIDATED],
        ['m1', 65n, InferenceStatus.FINISHED],
        ['m1', 71n, InferenceStatus.FINISHED],
        ['m1', 70n, InferenceStatus.EXPIRED],
        ['m1', 69n, InferenceStatus.INVALIDATED],
        ['m2', 68n, InferenceStatus.VOTING],
        ['m2', 68n, InferenceStatus.STARTED],
      ];
      rows.forEach(([name, endBlockHeight, status], i) => {
        const tokens = { promptTokenCount: 1n, completionTokenCount: 10n ** BigInt(i + 1) };
        keeper.state.inferences.set(`i${i}`, Inference.create({ model: name, endBlockHeight, status, ...tokens }));
      });
      expect(measureModelThroughputForBlocks(keeper, 'm1', 5n)).toBe(11n + 101n + 1_000_001n);
      expect(measureModelThroughputForBlocks(keeper, 'm2', 5n)).toBe(10_000_001n);
      expect(measureModelThroughputForBlocks(keeper, 'm2', 2n)).toBe(0n);
    });
  });

  it('is enough when it falls short by no more than the tolerance', () => {
    scene().act((keeper) => {
      const expected = setExpectedThroughput(keeper, requireEpochGroupData(keeper, 1n, 'm1'), [100n, 1000n]);
      setRealThroughput(keeper, expected, [90n, 899n]);
      const group = requireEpochGroupData(keeper, 1n, 'm1');
      expect(validateThroughputPerformance(group, 1000)).toEqual([
        { slot: TimeslotType.PRE_POC_SLOT, expected: 100n, real: 90n, isMet: true },
        { slot: TimeslotType.POC_SLOT, expected: 1000n, real: 899n, isMet: false },
      ]);
      expect(
        validateThroughputPerformance(requireEpochGroupData(keeper, 1n, 'm2'), 0).map(({ isMet }) => isMet),
      ).toEqual([true, true]);
    });
  });
});
