import type { DescMessage } from '@bufbuild/protobuf';
import { jsonToWire } from '../../types/descriptors/jsonToWire.js';
import { chainRegistry } from '../../types/descriptors/registry.js';
import { wireToJson } from '../../types/descriptors/wireToJson.js';
import { emptyBytes } from '../../util/bytes.js';
import { CodedError, defineErrors } from '../../util/errors.js';
import type { QueryPort } from '../queryPort.js';

/** What the API answers when it has nothing else; codes are HTTP statuses. */
export const apiErrors = defineErrors('api', {
  badRequest: [400, 'bad request'],
  notFound: [404, 'Not Found'],
  internal: [500, 'internal error'],
});

export const apiError = (kind: keyof typeof apiErrors, text: string): CodedError =>
  new CodedError({ ...apiErrors[kind], text });

/** A message that the chain answered, and its type. */
export interface Answer {
  readonly type: DescMessage;
  // biome-ignore lint/suspicious/noExplicitAny: JSON whose form the schema gives, read field by field
  readonly json: any;
}

const service = 'inference.inference.Query';

/** Asks a query of the inference module; undefined when there is no such thing. */
export function find(port: QueryPort, method: string, request: object = {}): Answer | undefined {
  const { methods } = chainRegistry().getService(service)!;
  const { input, output } = methods.find(({ name }) => name === method)!;
  const data = jsonToWire(input, request);
  const { code, log, value = emptyBytes } = port.query({ path: `/${service}/${method}`, data });
  if (code === keyNotFound) return undefined;
  if (code !== 0) throw apiError('internal', clientText(log));
  return { type: output, json: wireToJson(output, value) };
}

const keyNotFound = 22;

/** The same, where nothing found is an error. */
export function ask(port: QueryPort, method: string, request: object = {}): Answer {
  const answer = find(port, method, request);
  if (answer === undefined) throw apiError('notFound', apiErrors.notFound.text);
  return answer;
}

/** A client of the chain in Go puts the status in front of a text that already begins with it. */
function clientText(log: string): string {
  const status = /^rpc error: code = (\w+) desc = /.exec(log)?.[1] ?? 'Unknown';
  return `rpc error: code = ${status} desc = ${log}`;
}
