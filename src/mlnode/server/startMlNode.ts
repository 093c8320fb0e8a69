import { httpTransport, type Transport } from './backend/transport.js';
import { type Clock, realClock } from './clock.js';
import { serveApi, serveBackend, serveCompat } from './http/answerRequest.js';
import { type Door, openDoor } from './http/door.js';
import type { MlNode } from './node/mlNode.js';
import { NodeHost } from './node/nodeHost.js';
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
  /** Told when the API process ends itself for good, as the real one does. */
  readonly onEnd?: (exitCode: number) => void;
}

/** A node that answers. */
export interface RunningMlNode extends AsyncDisposable {
  /** Its process as it is now; another one after a restart. */
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
  const { host: at = '127.0.0.1', port = 0, compatPort = 0, backendPorts = [] } = options;
  const { clock = realClock, transport = httpTransport, onEnd } = options;
  const doors: Door[] = [];
  const host = new NodeHost(clock, transport, { ...defaultNodeSettings, ...options.settings }, (exitCode) => {
    for (const door of doors.slice(0, 2)) void door.close();
    onEnd?.(exitCode);
  });
  const close = async () => {
    host.close();
    await Promise.all(doors.map((door) => door.close()));
  };
  try {
    doors.push(await openDoor({ host: at, port }, (request) => serveApi(host.node, request)));
    doors.push(await openDoor({ host: at, port: compatPort }, (request) => serveCompat(host.node, request)));
    for (const [i, backendPort] of backendPorts.entries()) {
      const serve = (request: Parameters<typeof serveBackend>[1]) => serveBackend(host.node.proxy.backends[i], request);
      doors.push(await openDoor({ host: at, port: backendPort }, serve));
    }
  } catch (error) {
    await close();
    throw error;
  }
  host.boot();
  const [url, compatUrl, ...backendUrls] = doors.map((door) => door.url) as [string, string, ...string[]];
  return {
    get node() {
      return host.node;
    },
    url,
    compatUrl,
    backendUrls,
    close,
    [Symbol.asyncDispose]: close,
  };
}
