import type { Codec } from '../../store/value.js';
import { type MessageFns, proto } from '../../types/codec.js';
import { jsonToWire } from '../../types/descriptors/jsonToWire.js';
import { wireToJson } from '../../types/descriptors/wireToJson.js';
import { emptyBytes } from '../../util/bytes.js';
import type { Node } from '../node.js';

/** One gRPC method whose answer needs the node, in the shape of a module's query route. */
export interface NodeRoute<Req = unknown, Res = unknown> {
  readonly path: string;
  readonly request: Codec<Req>;
  readonly response: Codec<Res>;
  /** `height` is the one asked for, the last one when none was. */
  handle(node: Node, request: Req, height: bigint): Res;
}

/** A method of a service from its path and two generated types, as tables list it. */
export function nodeRoute<Req, Res>(
  path: string,
  types: readonly [request: MessageFns<Req>, response: MessageFns<Res>],
  handle: (node: Node, request: Req, height: bigint) => Res,
): NodeRoute {
  const made: NodeRoute<Req, Res> = { path, request: proto(types[0]), response: proto(types[1]), handle };
  return made as unknown as NodeRoute;
}

/** A method that does not look at its request, with its answer as JSON: for responses that generated code has no type for. */
export function describedRoute(path: string, response: string, answer: (node: Node) => unknown): NodeRoute {
  return {
    path,
    request: { encode: () => emptyBytes, decode: () => ({}) },
    response: { encode: (json) => jsonToWire(response, json), decode: (bytes) => wireToJson(response, bytes) },
    handle: answer,
  };
}
