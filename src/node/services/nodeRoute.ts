import { type MessageFns, proto } from '../../types/codec.js';
import { jsonToWire } from '../../types/descriptors/jsonToWire.js';
import { wireToJson } from '../../types/descriptors/wireToJson.js';
import { emptyBytes } from '../../util/bytes.js';
import type { Node, NodeRoute } from '../node.js';

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
