import { type MessageFns, proto } from '../../types/codec.js';
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
