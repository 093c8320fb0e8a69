import { describe, expect, it } from 'vitest';
import { EpochGroupData } from '../../src/gen/inference/inference/epoch_group_data.js';
import { GenesisState } from '../../src/gen/inference/inference/genesis.js';
import { HardwareNodes } from '../../src/gen/inference/inference/hardware_node.js';
import { Model } from '../../src/gen/inference/inference/model.js';
import { PoCBatch } from '../../src/gen/inference/inference/pocbatch.js';
import { QueryParamsResponse } from '../../src/gen/inference/inference/query.js';
import { MsgSubmitHardwareDiff } from '../../src/gen/inference/inference/tx.js';
import { sdkErrors } from '../../src/types/errors.js';
import { fromProtoJson, toProtoJson } from '../../src/types/protoJson.js';
import { protoType, protoTypeNames } from '../../src/types/protoTypes.js';
import { fc } from '../util/fc.js';
import { arbitraryRecord } from './arbitraryRecord.js';
import { complaint } from './complaint.js';

const nodes = {
  participant: 'gonka1a',
  hardware_nodes: [
    { local_id: 'node1', status: 'POC', models: ['m'], hardware: [{ type: 'H100', count: 8 }], host: 'h', port: '80' },
  ],
};

describe('toProtoJson', () => {
  it('writes names of the schema in its order, enums by name, defaults too', () => {
    const record = fromProtoJson(HardwareNodes, nodes);
    expect(JSON.stringify(toProtoJson(HardwareNodes, record))).toBe(JSON.stringify(nodes));
  });

  it('writes an unknown enum number as a number', () => {
    const record = fromProtoJson(HardwareNodes, { hardware_nodes: [{ status: 99 }] });
    expect(toProtoJson(HardwareNodes, record).hardware_nodes).toMatchObject([{ status: 99 }]);
  });

  it('writes 64-bit numbers as text and absent messages as null', () => {
    expect(toProtoJson(Model, Model.fromPartial({ vRam: 2n ** 64n - 1n }))).toMatchObject({
      v_ram: '18446744073709551615',
      validation_threshold: null,
    });
  });

  it('leaves fields out that only this project has, as long as they are empty', () => {
    expect(toProtoJson(EpochGroupData, EpochGroupData.fromPartial({}))).not.toHaveProperty('real_throughput_vector');
    const measured = EpochGroupData.fromPartial({ realThroughputVector: [5n, 0n] });
    expect(toProtoJson(EpochGroupData, measured).real_throughput_vector).toEqual(['5', '0']);
  });

  it('writes a message that is always there even when nobody set it', () => {
    expect(toProtoJson(QueryParamsResponse, { params: undefined }).params).toMatchObject({ epoch_params: null });
  });

  it('keeps the name that the chain spells its own way', () => {
    expect(Object.keys(toProtoJson(MsgSubmitHardwareDiff, MsgSubmitHardwareDiff.fromPartial({})))).toEqual([
      'creator',
      'newOrModified',
      'removed',
    ]);
  });

  it('names what has no number', () => {
    const dist = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const json = toProtoJson(PoCBatch, PoCBatch.fromPartial({ dist }));
    expect(json.dist).toEqual(['NaN', 'Infinity', '-Infinity']);
    expect(fromProtoJson(PoCBatch, json).dist).toEqual(dist);
  });
});

describe('fromProtoJson', () => {
  it('reads record names, plain numbers and absent fields', () => {
    const record = fromProtoJson(Model, { vRam: 80, units_of_compute_per_token: '5', validation_threshold: null });
    expect(record).toEqual(Model.fromPartial({ vRam: 80n, unitsOfComputePerToken: 5n }));
  });

  const read = (json: unknown) => () => fromProtoJson(GenesisState, json, { at: 'app_state.inference' });
  it.each<[string, unknown, string]>([
    [
      'an unknown field',
      { parms: {} },
      'app_state.inference.parms: inference.inference.GenesisState has no such field',
    ],
    [
      'an unknown field deep inside',
      { params: { epoch_params: { epoch_lenght: '5' } } },
      'app_state.inference.params.epoch_params.epoch_lenght: inference.inference.EpochParams has no such field',
    ],
    [
      'a number for text',
      { model_list: [{}, { id: 7 }] },
      'app_state.inference.model_list[1].id: expected text, got 7',
    ],
    [
      'text that is no number',
      { params: { epoch_params: { epoch_length: 'ten' } } },
      'app_state.inference.params.epoch_params.epoch_length: expected an int64 as text or whole number, got "ten"',
    ],
    [
      'a number that lost digits',
      { params: { epoch_params: { epoch_length: 2 ** 60 } } },
      'app_state.inference.params.epoch_params.epoch_length: expected an int64 as text or whole number, got 1152921504606847000',
    ],
    [
      'a negative count',
      { cosm_wasm_params: { cw20_code_id: '-1' } },
      'app_state.inference.cosm_wasm_params.cw20_code_id: expected an uint64 as text or whole number, got "-1"',
    ],
    ['an object for a list', { model_list: {} }, 'app_state.inference.model_list: expected a list, got {}'],
    ['a list for an object', { params: [] }, 'app_state.inference.params: expected an object, got []'],
    ['null in a list', { model_list: [null] }, 'app_state.inference.model_list[0]: expected an object, got null'],
    [
      'a name that the enum lacks',
      { participant_list: [{ status: 'ASLEEP' }] },
      'app_state.inference.participant_list[0].status: expected a ParticipantStatus, got "ASLEEP"',
    ],
    [
      'broken base64',
      { cosm_wasm_params: { cw20_code: 'a' } },
      'app_state.inference.cosm_wasm_params.cw20_code: expected base64 text, got "a"',
    ],
    [
      'a truth that is none',
      { genesis_only_params: { genesis_guardian_enabled: 'true' } },
      'app_state.inference.genesis_only_params.genesis_guardian_enabled: expected true or false, got "true"',
    ],
    ['no document', undefined, 'app_state.inference: expected an object, got nothing'],
  ])('names the path of %s', (_, json, detail) => {
    expect(complaint(read(json))).toBe(`gonka-sim/20 ${detail}: invalid genesis`);
  });

  it('reads distances from text and refuses others', () => {
    expect(fromProtoJson(PoCBatch, { dist: ['0.5', 1] }).dist).toEqual([0.5, 1]);
    expect(complaint(() => fromProtoJson(PoCBatch, { dist: ['half'] }))).toBe(
      'gonka-sim/20 dist[0]: expected a number, got "half": invalid genesis',
    );
  });

  it('complains as the caller wants', () => {
    expect(complaint(() => fromProtoJson(Model, 5, { kind: sdkErrors.invalidRequest }))).toBe(
      'sdk/18 document: expected an object, got 5: invalid request',
    );
  });

  it('reads back what it wrote, for any record of any type', () => {
    const names = protoTypeNames().filter((name) => name.startsWith('inference.'));
    const anyRecord = fc.constantFrom(...names).chain((name) => fc.tuple(fc.constant(name), arbitraryRecord(name)));
    fc.assert(
      fc.property(anyRecord, ([name, record]) => {
        const type = protoType(name);
        const json = JSON.parse(JSON.stringify(toProtoJson(type, record)));
        expect(fromProtoJson(type, json)).toEqual(record);
      }),
      { numRuns: 400 },
    );
  });
});

describe('protoType', () => {
  it('knows every type of the schema, and no other', () => {
    expect(protoTypeNames().length).toBeGreaterThan(220);
    expect(complaint(() => protoType('inference.inference.Nothing'))).toMatch(/^gonka-sim\/26 /);
  });
});
