import type { Node } from '../../../src/node/node.js';
import { type MessageFns, proto } from '../../../src/types/codec.js';

type Types<Req, Res> = readonly [request: MessageFns<Req> & { fromPartial(partial: never): Req }, MessageFns<Res>];

/** Asks a node as a client of ABCI does; a refusal is answered as `code log`. */
export function call<Req, Res>(
  node: Node,
  path: string,
  [request, response]: Types<Req, Res>,
  asked: Partial<Req> = {},
  height = 0n,
): Res | string {
  const data = proto(request).encode(request.fromPartial(asked as never));
  const { code, log, value } = node.query({ path, data, height });
  return code === 0 ? proto(response).decode(value!) : `${code} ${log}`;
}

/** The answer to a question that must have one. */
export function answer<Req, Res>(...args: Parameters<typeof call<Req, Res>>): Res {
  const answered = call(...args);
  if (typeof answered === 'string') throw new Error(answered);
  return answered;
}
