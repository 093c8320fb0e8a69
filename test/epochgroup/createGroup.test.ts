import { describe, expect, it } from 'vitest';
import { createRootGroup, createSubGroup } from '../../src/epochgroup/createGroup.js';
import { Model } from '../../src/gen/inference/inference/model.js';
import { failure } from '../util/failure.js';
import { MemoryGround } from './memoryGround.js';

const qwen = Model.fromPartial({ id: 'qwen', throughputPerNonce: 10n });

describe('root and sub-groups', () => {
  it('stand in x/group, and the sub-group has the model as the registry has it now', () => {
    const ground = new MemoryGround(['qwen']);
    const root = createRootGroup(ground, 3n, 120n);
    expect(root).toMatchObject({ epochIndex: 3n, pocStartBlockHeight: 120n, epochGroupId: 1n, epochPolicy: 'policy1' });
    expect(ground.get(3n, '')).toBe(root);

    const sub = createSubGroup(ground, root, qwen);
    expect(sub).toMatchObject({ epochIndex: 3n, modelId: 'qwen', epochGroupId: 2n, modelSnapshot: qwen });
    expect(ground.get(3n, 'qwen'), 'stored by the caller').toBeUndefined();
  });

  it('1131: an epoch has one root group', () => {
    const ground = new MemoryGround([]);
    createRootGroup(ground, 3n, 120n);
    expect(failure(() => createRootGroup(ground, 3n, 120n))).toBe('inference/1131');
  });

  it('1123: a sub-group has no sub-groups', () => {
    const ground = new MemoryGround(['qwen']);
    const sub = createSubGroup(ground, createRootGroup(ground, 3n, 120n), qwen);
    expect(failure(() => createSubGroup(ground, sub, qwen))).toBe('inference/1123');
  });
});
