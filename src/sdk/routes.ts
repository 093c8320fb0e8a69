import { type MessageFns, proto } from '../types/codec.js';
import type { Context } from '../types/context.js';
import type { AppModule, MsgRoute, QueryRoute } from '../types/module.js';
import { CodedError } from '../util/errors.js';
import { govErrors } from './errors.js';
import type { SdkKeepers } from './keepers.js';

export type SdkModule = AppModule<SdkKeepers>;
export type SdkMsgRoute = SdkModule['msgs'][number];
export type SdkQueryRoute = SdkModule['queries'][number];

const typeUrlOf = (type: Pick<MessageFns<unknown>, 'typeUrl' | '$type'>): string => type.typeUrl ?? `/${type.$type}`;

/** A message route from its two generated types; the type URL is that of the request. */
export function msgRoute<Req, Res>(
  types: readonly [request: MessageFns<Req>, response: MessageFns<Res>],
  route: Pick<MsgRoute<SdkKeepers, Req, Res>, 'signers' | 'handle' | 'validateBasic'>,
): SdkMsgRoute {
  const [request, response] = types;
  const made: MsgRoute<SdkKeepers, Req, Res> = {
    ...route,
    typeUrl: typeUrlOf(request),
    request: proto(request),
    response: proto(response),
    responseTypeUrl: typeUrlOf(response),
  };
  return made as unknown as SdkMsgRoute;
}

/** A query route from its path and two generated types. */
export function queryRoute<Req, Res>(
  path: string,
  types: readonly [request: MessageFns<Req>, response: MessageFns<Res>],
  handle: (keepers: SdkKeepers, request: Req, ctx: Context) => Res,
): SdkQueryRoute {
  const made: QueryRoute<SdkKeepers, Req, Res> = {
    path,
    request: proto(types[0]),
    response: proto(types[1]),
    handle: (ctx, keepers, request) => handle(keepers, request, ctx),
  };
  return made as unknown as SdkQueryRoute;
}

/** Refuses a message that only the gov module account may send. */
export function requireAuthority(expected: string, got: string): void {
  if (expected === got) return;
  throw new CodedError(govErrors.invalidSigner, `invalid authority; expected ${expected}, got ${got}`);
}
