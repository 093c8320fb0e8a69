import { type DescMessage, fromBinary, toJson } from '@bufbuild/protobuf';
import { type FileDescriptorProto, FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { status } from '@grpc/grpc-js';
import { jsonToWire } from '../../src/types/descriptors/jsonToWire.js';
import { chainRegistry } from '../../src/types/descriptors/registry.js';
import { wireToJson } from '../../src/types/descriptors/wireToJson.js';
import type { RawClient } from '../rpc/grpc/client.js';
import type { Exchange } from './exchanges.js';

// biome-ignore lint/suspicious/noExplicitAny: rows of foreign files
type Row = any;

/** What grpcurl was asked and printed, as one exchange whose answer is a JSON text. */
export interface GrpcExchange extends Exchange {
  /** Where the real node stood. */
  readonly height: bigint | undefined;
  put(client: RawClient): Promise<string>;
}

/** Keys in one order: grpcurl sorts those of packed messages only. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

const text = (value: unknown): string => JSON.stringify(sorted(value));
const codes = new Map(Object.entries(status).map(([name, code]) => [name.replaceAll('_', '').toLowerCase(), code]));

export function grpcExchangeOf(row: Row): GrpcExchange | undefined {
  const [kind] = row.name.split(' ');
  if (kind === 'list') return row.args.length === 2 ? servicesOf(row) : methodsOf(row);
  if (kind === 'describe') return row.args[2].includes('.Query.') ? undefined : messageOf(row);
  // grpcurl looks for a service in reflection first, and never calls one that is not there.
  return row.exit === 1 ? undefined : callOf(row);
}

const exchange = (
  row: Row,
  route: string,
  answer: string,
  put: GrpcExchange['put'],
  height?: bigint,
): GrpcExchange => ({
  name: row.name,
  route,
  asked: { method: 'POST', path: route },
  answer: { status: 200, contentType: undefined, text: answer },
  height,
  put,
});

function callOf(row: Row): GrpcExchange {
  const { args, stdout, stderr = '' } = row;
  const option = (flag: string): string | undefined => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined);
  const [service, name] = args.at(-1).split('/');
  const found = chainRegistry()
    .getService(service)
    ?.methods.find((one) => one.name === name);
  const height = /Response headers received:[\s\S]*?x-cosmos-block-height: (\d+)/.exec(stdout)?.[1];
  const body = /Response contents:\n([\s\S]*?)\n\nResponse trailers/.exec(stdout)?.[1];
  // What was long has been cut off in the recording: of that only the rest counts.
  const isCut = body === undefined && stdout.includes('Response contents:');
  const failure = /Code: (\w+)\n {2}Message: ([\s\S]*?)\n?$/.exec(stderr);
  const code = failure === null ? 0 : codes.get(failure[1]!.toLowerCase());
  const answer = { code, message: failure?.[2] ?? '', height, ...(body && { body: JSON.parse(body) }) };
  const headers = option('-H')?.split(': ');
  return exchange(
    row,
    service.replace(/^cosmos\.base\./, ''),
    text(answer),
    async (client) => {
      const sent = found === undefined ? new Uint8Array() : jsonToWire(found.input, JSON.parse(option('-d') ?? '{}'));
      const metadata = headers === undefined ? {} : { [headers[0]!]: headers[1]! };
      const got = await client.call(`/${service}/${name}`, sent, metadata);
      const value = !isCut && got.value && found && { body: canonical(found.output, got.value) };
      return text({ code: got.code, message: got.details, height: got.height, ...value });
    },
    headers === undefined && height !== undefined ? BigInt(height) : undefined,
  );
}

const canonical = (type: DescMessage, bytes: Uint8Array) =>
  toJson(type, fromBinary(type, bytes), { registry: chainRegistry() });

const reflection = 'grpc.reflection.v1alpha';

async function askReflection(client: RawClient, question: object): Promise<Row> {
  const request = jsonToWire(`${reflection}.ServerReflectionRequest`, question);
  const [answer] = await client.converse(`/${reflection}.ServerReflection/ServerReflectionInfo`, [request]);
  return wireToJson(`${reflection}.ServerReflectionResponse`, answer!);
}

const linesOf = (stdout: string): string[] => stdout.trim().split('\n');

const servicesOf = (row: Row): GrpcExchange =>
  exchange(row, 'reflection', text(linesOf(row.stdout)), async (client) => {
    const { list_services_response: listed } = await askReflection(client, { list_services: '*' });
    return text(listed.service.map(({ name }: { name: string }) => name));
  });

/** The file of a symbol as reflection hands it out; undefined when it has none. */
async function fileOf(client: RawClient, symbol: string): Promise<FileDescriptorProto | undefined> {
  const { file_descriptor_response: found } = await askReflection(client, { file_containing_symbol: symbol });
  return found && fromBinary(FileDescriptorProtoSchema, Buffer.from(found.file_descriptor_proto[0], 'base64'));
}

function methodsOf(row: Row): GrpcExchange {
  const service: string = row.args[2];
  return exchange(row, 'reflection', text(row.exit === 1 ? 'not found' : linesOf(row.stdout)), async (client) => {
    const file = await fileOf(client, service);
    const found = file?.service.find((one) => service === `${file.package}.${one.name}`);
    return text(found?.method.map((method) => `${service}.${method.name}`).sort() ?? 'not found');
  });
}

function messageOf(row: Row): GrpcExchange {
  const symbol: string = row.args[2];
  const fields = Array.from(row.stdout.matchAll(/ (\w+) = (\d+)(?: \[|;)/g), ([, name, number]) => `${name} ${number}`);
  return exchange(row, 'reflection', text(fields), async (client) => {
    const file = await fileOf(client, symbol);
    const message = file?.messageType.find((one) => symbol === `${file.package}.${one.name}`);
    return text(message?.field.map((field) => `${field.name} ${field.number}`));
  });
}
