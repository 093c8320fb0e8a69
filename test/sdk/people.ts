import { addressesOf } from '../../src/sdk/addresses.js';
import { openSdk, type SdkKeepers } from '../../src/sdk/keepers.js';
import { sdkModules } from '../../src/sdk/modules.js';
import type { SdkMsgRoute } from '../../src/sdk/routes.js';
import { parseTime } from '../../src/sdk/time.js';
import { decodeKey } from '../../src/store/keyCodec.js';
import { branch } from '../../src/types/branch.js';
import type { MsgRoute, QueryRoute } from '../../src/types/module.js';
import { type World, world } from './world.js';

export const addresses = addressesOf('gonka');

/** An account address of 20 equal bytes. */
export const person = (byte: number): string => decodeKey(addresses.account, String.fromCharCode(byte).repeat(20));

export const [alice, bob, carol, dave] = [person(1), person(2), person(3), person(4)] as [
  string,
  string,
  string,
  string,
];
export const gov = addresses.module('gov');

export const coins = (amount: bigint, denom = 'ngonka') => [{ denom, amount }];
export const protoCoins = (amount: bigint, denom = 'ngonka') => [{ denom, amount: String(amount) }];

/** A world after genesis: parts that are given replace the modules' defaults. */
export function started(state: Record<string, unknown> = {}, options: Parameters<typeof world>[0] = {}): World {
  const made = world({ time: parseTime('2027-01-01T00:00:00Z'), ...options });
  const keepers = made.open();
  for (const module of sdkModules(made.config)) module.initGenesis(keepers.ctx, keepers, state[module.name]);
  return made;
}

/** Genesis of x/bank with these balances. */
export const balances = (...held: readonly [address: string, amount: bigint][]) => ({
  params: { default_send_enabled: true },
  balances: held.map(([address, amount]) => ({ address, coins: protoCoins(amount) })),
});

function routeOf(made: World, typeUrl: string): MsgRoute<SdkKeepers> {
  const routes = sdkModules(made.config).flatMap(({ msgs }): readonly SdkMsgRoute[] => msgs);
  const route = routes.find((candidate) => candidate.typeUrl === typeUrl);
  if (!route) throw new Error(`no route for ${typeUrl}`);
  return route as unknown as MsgRoute<SdkKeepers>;
}

/** Runs a message as a transaction: all of it, or nothing. Answers the response and the events. */
export function deliver<T>(made: World, type: { readonly typeUrl: string }, msg: T) {
  const ctx = branch(made.context());
  const response = routeOf(made, type.typeUrl).handle(ctx, openSdk(ctx, made.config), msg);
  ctx.commit();
  return { response: response as Record<string, unknown>, events: ctx.events.all };
}

/** Answers a query; the answer goes through its bytes, as a client would get it. */
export function ask<Req, Res>(made: World, path: string, request: Req): Res {
  const routes = sdkModules(made.config).flatMap(({ queries }) => queries);
  const route = routes.find((candidate) => candidate.path === path) as unknown as QueryRoute<SdkKeepers> | undefined;
  if (!route) throw new Error(`no query ${path}`);
  const keepers = made.open();
  const sent = route.request.decode(route.request.encode(request));
  return route.response.decode(route.response.encode(route.handle(keepers.ctx, keepers, sent))) as Res;
}
