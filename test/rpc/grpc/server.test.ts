import { fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGrpcServer } from '../../../src/rpc/grpc/server.js';
import type { RunningServer } from '../../../src/rpc/httpServer.js';
import { startRestServer } from '../../../src/rpc/rest/server.js';
import { jsonToWire } from '../../../src/types/descriptors/jsonToWire.js';
import { wireToJson } from '../../../src/types/descriptors/wireToJson.js';
import { portOf, smallChain } from '../chainPort.js';
import { RawClient } from './client.js';

let server: RunningServer;
let client: RawClient;

beforeAll(async () => {
  server = await startGrpcServer(portOf(smallChain().app), { host: '127.0.0.1', port: 0 });
  client = new RawClient(server.url);
});
afterAll(async () => {
  client.close();
  await server.close();
});

const groupData = '/inference.inference.Query/EpochGroupData';
const groupRequest = (epoch: string): Uint8Array =>
  jsonToWire('inference.inference.QueryGetEpochGroupDataRequest', { epoch_index: epoch });

describe('a call over gRPC', () => {
  it('is answered with bytes of the schema and the height that was read', async () => {
    const { code, value, height } = await client.call(groupData, groupRequest('0'));
    expect([code, height]).toEqual([0, '3']);
    const json = wireToJson('inference.inference.QueryGetEpochGroupDataResponse', value!);
    expect(json).toMatchObject({ epoch_group_data: { epoch_index: '0' } });
  });

  it('reads an earlier height', async () => {
    const info = await client.call('/inference.inference.Query/EpochInfo', new Uint8Array(), {
      'x-cosmos-block-height': '2',
    });
    expect(info.height).toBe('2');
    expect(wireToJson('inference.inference.QueryEpochInfoResponse', info.value!)).toMatchObject({ block_height: '2' });
  });
});

describe('a port', () => {
  it('that is taken is refused, by gRPC and by REST', async () => {
    const port = Number(server.url.split(':').at(-1));
    const taken = {
      codespace: 'gonka-sim',
      code: 26,
      message: expect.stringContaining(`port ${port} of 127.0.0.1 is taken`),
    };
    const again = { host: '127.0.0.1', port };
    const node = portOf(smallChain().app);
    await expect(startGrpcServer(node, again)).rejects.toMatchObject(taken);
    await expect(startRestServer(node, again)).rejects.toMatchObject(taken);
  });
});

// Codes and texts as an SDK node gave them.
const height = 'x-cosmos-block-height';
const epochInfo = '/inference.inference.Query/EpochInfo';
const refused: readonly (readonly [
  what: string,
  path: string,
  headers: Record<string, string>,
  code: number,
  text: string,
])[] = [
  [
    'a height to come',
    epochInfo,
    { [height]: '9999999' },
    2,
    'codespace sdk code 26: invalid height: cannot query with height in the future; please provide a valid height',
  ],
  [
    'a height before the first',
    epochInfo,
    { [height]: '-1' },
    2,
    'codespace sdk code 18: invalid request: cannot query with height < 0; please provide a valid height',
  ],
  [
    'a height that is no number',
    epochInfo,
    { [height]: 'abc' },
    2,
    'codespace sdk code 18: invalid request: Baseapp.RegisterGRPCServer: invalid height header "x-cosmos-block-height": strconv.ParseInt: parsing "abc": invalid syntax',
  ],
  ['nothing found', '/inference.inference.Query/Participant', {}, 5, 'not found'],
];

describe('a refusal over gRPC', () => {
  it.each(refused)('%s', async (_, path, headers, code, details) => {
    expect(await client.call(path, new Uint8Array(), headers)).toMatchObject({ code, details, value: undefined });
  });

  it('says that a method is not there', async () => {
    const { code } = await client.call('/nope.Service/X', new Uint8Array());
    expect(code).toBe(12);
  });

  it('leaves the server up after bytes that are no message', async () => {
    const { code, details } = await client.call(groupData, Uint8Array.of(0xff, 0xff));
    expect([code, details]).toEqual([13, 'grpc: error unmarshalling request: unexpected EOF']);
    expect((await client.call(groupData, groupRequest('0'))).code).toBe(0);
  });
});

interface Answer {
  readonly file_descriptor_response?: { readonly file_descriptor_proto: readonly string[] };
  readonly list_services_response?: { readonly service: readonly { readonly name: string }[] };
  readonly all_extension_numbers_response?: object;
  readonly error_response?: object;
}

describe.each(['v1', 'v1alpha'])('reflection %s', (version) => {
  const path = `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`;
  const type = (name: string): string => `grpc.reflection.${version}.${name}`;
  const ask = async (...questions: readonly object[]) => {
    const requests = questions.map((question) => jsonToWire(type('ServerReflectionRequest'), question));
    const answers = await client.converse(path, requests);
    return answers.map((answer) => wireToJson(type('ServerReflectionResponse'), answer)) as Answer[];
  };
  const filesIn = (answer: Answer | undefined): string[] => {
    return answer!.file_descriptor_response!.file_descriptor_proto.map(
      (file) => fromBinary(FileDescriptorProtoSchema, Buffer.from(file, 'base64')).name,
    );
  };

  it('lists the services that are answered, and no others', async () => {
    const [answer] = await ask({ list_services: '*' });
    const names = answer!.list_services_response!.service.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['inference.inference.Query', type('ServerReflection')]));
    expect(names).not.toContain('inference.inference.Msg');
    expect(names).toEqual([...names].sort());
  });

  it('finds the file of a service, a method, a message and an extension, with all that it imports', async () => {
    for (const symbol of ['inference.inference.Query', 'inference.inference.Query.EpochGroupData']) {
      const [answer] = await ask({ file_containing_symbol: symbol });
      expect(filesIn(answer)[0]).toBe('inference/inference/query.proto');
      expect(filesIn(answer)).toContain('google/api/annotations.proto');
    }
    const [message] = await ask({ file_containing_symbol: 'inference.inference.MsgSubmitHardwareDiff' });
    expect(filesIn(message)[0]).toBe('inference/inference/tx.proto');
    const [option] = await ask({
      file_containing_extension: { containing_type: 'google.protobuf.MethodOptions', extension_number: 72295728 },
    });
    expect(filesIn(option)[0]).toBe('google/api/annotations.proto');
  });

  it('sends a file once on a stream, unless it is asked for by name', async () => {
    const [first, second] = await ask(
      { file_by_filename: 'inference/inference/query.proto' },
      { file_by_filename: 'inference/inference/params.proto' },
    );
    expect(filesIn(first)).toContain('inference/inference/params.proto');
    expect(filesIn(second)).toEqual(['inference/inference/params.proto']);
  });

  it('numbers the extensions of a type', async () => {
    const [answer] = await ask({ all_extension_numbers_of_type: 'google.protobuf.MethodOptions' });
    expect(answer!.all_extension_numbers_response).toMatchObject({
      extension_number: expect.arrayContaining([72295728]),
    });
  });

  it('ends a stream with a status after bytes that are no request, and leaves the server up', async () => {
    const malformed = client.converse(path, [Uint8Array.of(0xff, 0xff)]);
    await expect(malformed).rejects.toMatchObject({
      code: 13,
      details: expect.stringContaining('grpc: error unmarshalling request'),
    });
    expect(await ask({ list_services: '*' })).toHaveLength(1);
  });

  const missing: readonly (readonly [question: object, text: string])[] = [
    [{ file_containing_symbol: 'inference.inference.Msg' }, 'symbol not found: inference.inference.Msg'],
    [{ file_containing_symbol: '' }, 'symbol not found: '],
    [{ file_by_filename: 'nope.proto' }, 'file not found: nope.proto'],
    [{ all_extension_numbers_of_type: 'nope.Type' }, 'type not found: nope.Type'],
    [{ file_containing_extension: { containing_type: 'nope', extension_number: 1 } }, 'extension not found: nope 1'],
  ];
  it.each(missing)('has no answer to %j', async (question, text) => {
    const [answer] = await ask(question);
    expect(answer!.error_response).toEqual({ error_code: 5, error_message: text });
  });
});
