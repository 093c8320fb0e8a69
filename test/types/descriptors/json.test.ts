import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { jsonToWire } from '../../../src/types/descriptors/jsonToWire.js';
import { chainRegistry, chainServices, fileBytes } from '../../../src/types/descriptors/registry.js';
import { wireToJson } from '../../../src/types/descriptors/wireToJson.js';
import { emptyBytes, hexToBytes } from '../../../src/util/bytes.js';

const text = (type: string, bytes: Uint8Array): string => JSON.stringify(wireToJson(type, bytes));

describe('the schema of the chain', () => {
  it('has our own services and those of the SDK, in byte order', () => {
    const names = chainServices().map(({ typeName }) => typeName);
    expect(names).toEqual([...names].sort());
    expect(names).toEqual(
      expect.arrayContaining([
        'cosmos.bank.v1beta1.Query',
        'cosmos.tx.v1beta1.Service',
        'grpc.reflection.v1.ServerReflection',
        'inference.inference.Query',
      ]),
    );
  });

  it('hands out files as they were', () => {
    const bytes = fileBytes('cosmos/tx/v1beta1/tx.proto')!;
    const file = fromBinary(FileDescriptorProtoSchema, bytes);
    expect(file.messageType.map(({ name }) => name)).toContain('TxBody');
    expect(toBinary(FileDescriptorProtoSchema, file)).toEqual(bytes);
    expect(fileBytes('nope.proto')).toBeUndefined();
  });

  it('has every file that another one imports', () => {
    for (const file of chainRegistry().files)
      expect(file.dependencies.length, file.name).toBe(file.proto.dependency.length);
  });
});

describe('JSON of bytes', () => {
  const rows: readonly (readonly [what: string, type: string, hex: string, json: string])[] = [
    ['writes what was not sent', 'cosmos.base.query.v1beta1.PageResponse', '', '{"next_key":null,"total":"0"}'],
    ['fills in what is always there, and leaves out what is one of several', 'cosmos.tx.v1beta1.ModeInfo', '', '{}'],
    [
      'gives decimals 18 places',
      'cosmos.mint.v1beta1.QueryInflationResponse',
      `0a12${Buffer.from('130020164714680341').toString('hex')}`,
      '{"inflation":"0.130020164714680341"}',
    ],
    [
      'keeps numbers of enums that it does not know',
      'cosmos.gov.v1.WeightedVoteOption',
      '0863',
      '{"option":99,"weight":""}',
    ],
    [
      'reads lists in one piece and one by one, and passes over fields that it does not know',
      'tendermint.abci.RequestLoadSnapshotChunk',
      '08012801',
      '{"height":"1","format":0,"chunk":0}',
    ],
    [
      'shows times',
      'cosmos.staking.v1beta1.Commission',
      '0a00',
      '{"commission_rates":{"rate":"0.000000000000000000","max_rate":"0.000000000000000000","max_change_rate":"0.000000000000000000"},"update_time":"0001-01-01T00:00:00Z"}',
    ],
    [
      'unpacks messages',
      'cosmos.auth.v1beta1.QueryAccountResponse',
      '0a290a202f636f736d6f732e617574682e763162657461312e426173654163636f756e7412050a01611803',
      '{"account":{"@type":"/cosmos.auth.v1beta1.BaseAccount","address":"a","pub_key":null,"account_number":"3","sequence":"0"}}',
    ],
    [
      'leaves a packed message of another schema in base64',
      'cosmos.auth.v1beta1.QueryAccountResponse',
      '0a070a022f7812010a',
      '{"account":{"@type":"/x","value":"Cg=="}}',
    ],
  ];
  it.each(rows)('%s', (_, type, hex, json) => {
    expect(text(type, hexToBytes(hex))).toBe(json);
  });
});

it('bytes that are not of the type have no JSON', () => {
  const broken = (): unknown => wireToJson('cosmos.base.query.v1beta1.PageResponse', hexToBytes('0a05'));
  expect(broken).toThrow(expect.objectContaining({ codespace: 'gonka-sim', code: 4 }));
});

const timeType = 'cosmos.feegrant.v1beta1.PeriodicAllowance';

describe('bytes of JSON', () => {
  const rows: readonly (readonly [what: string, type: string, json: object])[] = [
    ['numbers as text', 'cosmos.base.query.v1beta1.PageRequest', { offset: '18446744073709551615', limit: '7' }],
    ['bytes', 'cosmos.base.query.v1beta1.PageRequest', { key: 'AAEC' }],
    [
      'packed messages in packed messages',
      'cosmos.authz.v1beta1.MsgExec',
      { grantee: 'g', msgs: [{ '@type': '/cosmos.bank.v1beta1.MsgSend', amount: [{ denom: 'x', amount: '1' }] }] },
    ],
    ['times and durations', timeType, { period: '86400.500s', period_reset: '2026-11-21T07:30:23.217153057Z' }],
    ['decimals', 'cosmos.distribution.v1beta1.Params', { community_tax: '0.020000000000000000' }],
    ['one of several', 'cosmos.tx.v1beta1.ModeInfo', { single: { mode: 'SIGN_MODE_DIRECT' } }],
    ['floats', 'inference.inference.PoCBatch', { dist: [0.1, 2] }],
    [
      'maps',
      'cosmos.autocli.v1.AppOptionsResponse',
      { module_options: { bank: { tx: { service: 's', rpc_command_options: [] } } } },
    ],
  ];
  it.each(rows)('%s come back', (_, type, json) => {
    expect(wireToJson(type, jsonToWire(type, json))).toMatchObject(json);
  });

  it('takes names in camel case, and null as absent', () => {
    const type = 'cosmos.base.query.v1beta1.PageRequest';
    expect(jsonToWire(type, { countTotal: true, key: null })).toEqual(hexToBytes('2001'));
    expect(jsonToWire(type, {})).toEqual(emptyBytes);
  });

  const wrong: readonly (readonly [type: string, json: unknown, message: string])[] = [
    [
      'cosmos.base.query.v1beta1.PageRequest',
      5,
      'json: cannot unmarshal number 5 into Go value of type map[string]json.RawMessage',
    ],
    ['cosmos.base.query.v1beta1.PageRequest', { nope: 1 }, 'unknown field "nope" in query.PageRequest'],
    [
      'cosmos.base.query.v1beta1.PageRequest',
      { limit: '-1' },
      'json: cannot unmarshal string into Go value of type uint64',
    ],
    [
      'cosmos.base.query.v1beta1.PageRequest',
      { limit: 1.5 },
      'json: cannot unmarshal number 1.5 into Go value of type uint64',
    ],
    [
      'cosmos.base.query.v1beta1.PageRequest',
      { reverse: 'x' },
      'json: cannot unmarshal string into Go value of type bool',
    ],
    ['cosmos.base.query.v1beta1.PageRequest', { key: '!' }, 'illegal base64 data at input byte 0'],
    [
      'cosmos.authz.v1beta1.MsgExec',
      { msgs: {} },
      'json: cannot unmarshal object into Go value of type []json.RawMessage',
    ],
    ['cosmos.authz.v1beta1.MsgExec', { msgs: [{}] }, "Any JSON doesn't have '@type'"],
    ['cosmos.authz.v1beta1.MsgExec', { msgs: [{ '@type': '/x' }] }, 'unable to resolve type URL /x'],
    [
      'cosmos.tx.v1beta1.BroadcastTxRequest',
      { mode: 'x' },
      'unknown value "x" for enum cosmos.tx.v1beta1.BroadcastMode',
    ],
    [timeType, { period: '5' }, 'bad Duration: 5'],
    [timeType, { period_reset: '2026-02-30T00:00:00Z' }, 'bad Timestamp: 2026-02-30T00:00:00Z'],
    [
      'cosmos.distribution.v1beta1.Params',
      { community_tax: 1 },
      'json: cannot unmarshal number 1 into Go value of type string',
    ],
  ];
  it.each(wrong)('%s refuses %j', (type, json, message) => {
    expect(() => jsonToWire(type, json)).toThrow(expect.objectContaining({ codespace: 'grpc', code: 3, message }));
  });

  it('is a usage error for a type that there is not', () => {
    expect(() => jsonToWire('nope.Type', {})).toThrow(expect.objectContaining({ codespace: 'gonka-sim', code: 26 }));
  });
});
