import { httpTransport, type Transport } from '../backend/transport.js';
import { type ServiceOptions, settingsFor } from '../behaviourSettings.js';
import { type Clock, realClock } from '../clock.js';
import { type Served, serveApi } from '../http/answerRequest.js';
import { type DoorOptions, openDoor } from '../http/door.js';
import type { ApiRequest } from '../http/request.js';
import { NodeHost } from '../node/nodeHost.js';
import { startMlNode } from '../startMlNode.js';
import type { Fleet } from './fleetFile.js';

/** A node of a running fleet. */
export interface FleetMember {
  readonly id: string;
  readonly url: string;
  /** Only of nodes with ports of their own. */
  readonly compatUrl?: string;
}

export interface RunningFleet extends AsyncDisposable {
  readonly members: readonly FleetMember[];
  close(): Promise<void>;
}

export interface FleetOptions extends DoorOptions, ServiceOptions {
  readonly clock?: Clock;
  readonly transport?: Transport;
}

/**
 * Starts many nodes in one process: all on one port, each below `/<id>`, or each on ports of its own.
 *
 * @throws mlnode/4 (cannotListen)
 */
export const startFleet = (fleet: Fleet, options: FleetOptions): Promise<RunningFleet> =>
  fleet.ports === undefined ? byPath(fleet, options) : byPort(fleet, fleet.ports, options);

async function byPath({ seed, nodes }: Fleet, options: FleetOptions): Promise<RunningFleet> {
  const { clock = realClock, transport = httpTransport } = options;
  const hosts = new Map(
    nodes.map(({ id, behaviour }) => {
      const settings = settingsFor(behaviour, `${seed}/${id}`, options);
      return [id, new NodeHost(clock, transport, settings, () => undefined)] as const;
    }),
  );
  const door = await openDoor(options, (request) => serveMember(hosts, request));
  for (const host of hosts.values()) host.boot();
  const close = async () => {
    for (const host of hosts.values()) host.close();
    await door.close();
  };
  const members = nodes.map(({ id }) => ({ id, url: `${door.url}/${id}` }));
  return { members, close, [Symbol.asyncDispose]: close };
}

async function serveMember(hosts: ReadonlyMap<string, NodeHost>, request: ApiRequest): Promise<Served> {
  const [, id = '', rest = '/'] = /^\/([^/]*)(\/.*)?$/.exec(request.path) ?? [];
  const host = hosts.get(id);
  if (host === undefined) return { status: 404, json: { detail: `No node is called "${id}"` } };
  return serveApi(host.node, { ...request, path: rest, origin: `${request.origin}/${id}` });
}

async function byPort(
  { seed, nodes }: Fleet,
  { api, compat }: NonNullable<Fleet['ports']>,
  options: FleetOptions,
): Promise<RunningFleet> {
  const { host, clock = realClock, transport = httpTransport } = options;
  const running: Awaited<ReturnType<typeof startMlNode>>[] = [];
  const close = async () => {
    await Promise.all(running.map((node) => node.close()));
  };
  try {
    for (const [i, { id, behaviour }] of nodes.entries()) {
      const settings = settingsFor(behaviour, `${seed}/${id}`, options);
      const ports = { port: api + i, compatPort: compat === undefined ? 0 : compat + i };
      running.push(await startMlNode({ settings, host, clock, transport, ...ports }));
    }
  } catch (error) {
    await close();
    throw error;
  }
  const members = running.map(({ url, compatUrl }, i) => ({ id: nodes[i]!.id, url, compatUrl }));
  return { members, close, [Symbol.asyncDispose]: close };
}
