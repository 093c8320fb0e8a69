import { type MessageFns, proto } from '../../types/codec.js';
import type { QueryRoute } from '../../types/module.js';
import type { InferenceKeepers, Keeper } from '../keeper.js';

/** A route of any request and response type, as the module lists it. */
export type InferenceQueryRoute = QueryRoute<InferenceKeepers, never, unknown>;

/** A method of `inference.inference.Query` with its two types and what answers it. */
export function query<Req, Res>(
  method: string,
  request: MessageFns<Req>,
  response: MessageFns<Res>,
  answer: (keeper: Keeper, request: Req) => Res,
): InferenceQueryRoute {
  const made: QueryRoute<InferenceKeepers, Req, Res> = {
    path: `/inference.inference.Query/${method}`,
    request: proto(request),
    response: proto(response),
    handle: (_, keepers, asked) => answer(keepers.inference, asked),
  };
  return made as unknown as InferenceQueryRoute;
}
