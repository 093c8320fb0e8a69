import { httpTransport, type Transport } from './backend/transport.js';
import { type Clock, realClock } from './clock.js';
import { serveApi, serveBackend, serveCompat } from './http/answerRequest.js';
import { type Door, openDoor } from './http/door.js';
import { MlNode } from './node/mlNode.js';
import { defaultNodeSettings, type NodeSettings } from './node/nodeSettings.js';

/** How a node is started. Ports default to 0, any free one. */
export interface StartOptions {
  readonly settings?: Partial<NodeSettings>;
  readonly host?: string;
  readonly port?: number;
  /** Port of the compatibility server, which passes everything on to an instance. */
  readonly compatPort?: number;
  /** Ports of the instances themselves, in their order; as many are opened. */
  readonly backendPorts?: readonly number[];
  readonly clock?: Clock;
  readonly transport?: Transport;
  /** Told when the API process ends itself, as the real one does. */
  readonly onEnd?: (exitCode: number) => void;
}

/** A node that answers. */
export interface RunningMlNode extends AsyncDisposable {
  readonly node: MlNode;
  /** Of the API. */
  readonly url: string;
  readonly compatUrl: string;
  /** Of the instances whose ports were asked for. */
  readonly backendUrls: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts an MLNode without a GPU: the API, its compatibility port and, when asked for, the ports of its instances.
 *
 * @throws mlnode/4 (cannotListen)
 */
export async function startMlNode(options: StartOptions = {}): Promise<RunningMlNode> {
  const { host = '127.0.0.1', port = 0, compatPort = 0, backendPorts = [] } = options;
  const { clock = realClock, transport = httpTransport, onEnd } = options;
  const settings = { ...defaultNodeSettings, ...options.settings };
  const doors: Door[] = [];
  const open = async (at: number, serve: Parameters<typeof openDoor>[1]): Promise<Door> => {
    const door = await openDoor({ host, port: at }, serve);
    doors.push(door);
    return door;
  };
  const node = new MlNode(clock, transport, settings, (exitCode) => {
    for (const door of [api, compat]) void door.close();
    onEnd?.(exitCode);
  });
  const close = async () => {
    node.close();
    await Promise.all(doors.map((door) => door.close()));
  };
  const [api, compat, ...backends] = await opened(close, async () => [
    await open(port, (request) => serveApi(node, request)),
    await open(compatPort, (request) => serveCompat(node, request)),
    ...(await Promise.all(
      backendPorts.map((at, i) => open(at, (request) => serveBackend(node.proxy.backends[i], request))),
    )),
  ]);
  node.boot();
  const backendUrls = backends.map(({ url }) => url);
  return { node, url: api.url, compatUrl: compat.url, backendUrls, close, [Symbol.asyncDispose]: close };
}

/** Opens doors, or none: those that were open already are closed when one cannot be. */
async function opened(close: () => Promise<void>, open: () => Promise<Door[]>): Promise<[Door, Door, ...Door[]]> {
  try {
    return (await open()) as [Door, Door, ...Door[]];
  } catch (error) {
    await close();
    throw error;
  }
}
