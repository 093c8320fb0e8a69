import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** What a process has taken so far. */
export interface Usage {
  /** Milliseconds, of all processors together. */
  readonly cpu: number;
  /** Bytes. */
  readonly resident: number;
  /** Bytes, after a collection of garbage. */
  readonly live: number;
}

/** A process of its own that tells what it takes. */
export interface Measured {
  /** The address that it named when it was ready. */
  readonly url: string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

// Runs in the measured process before its program.
const probe = `process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const resident = process.memoryUsage.rss();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  process.send({ cpu: (user + system) / 1000, resident, live: heapUsed + external });
}).channel.unref()`;

const cli = resolve(import.meta.dirname, '../../../bin/gonka-sim.js');
const ports = ['--rpc-port', '0', '--rest-port', '0', '--grpc-port', '0'];

/** `gonka-sim node` on free ports, when it has answered its first request. */
export async function startGonkaSim(flags: readonly string[] = []): Promise<Measured> {
  const node = await start([cli, 'node', ...ports, ...flags], /^ready rpc=(\S+)/m);
  await fetch(`${node.url}/status`).then((answer) => answer.text());
  return node;
}

/** Node.js that does nothing but say so. */
export const startBare = (): Promise<Measured> =>
  start(['-e', 'console.log("ready nowhere"); setInterval(() => {}, 1000)'], /^ready (\S+)/m);

async function start(args: readonly string[], ready: RegExp): Promise<Measured> {
  const preload = `data:text/javascript,${encodeURIComponent(probe)}`;
  const child = spawn(process.execPath, ['--expose-gc', '--import', preload, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const url = await said(child, ready);
  return {
    url,
    usage: () =>
      new Promise((settle) => {
        child.once('message', (told) => settle(told as Usage));
        child.send('usage');
      }),
    stop: () =>
      new Promise((settle) => {
        child.once('exit', () => settle());
        child.kill();
      }),
  };
}

function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((settle, reject) => {
    let text = '';
    child.stdout!.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const found = pattern.exec(text)?.[1];
      if (found !== undefined) settle(found);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${text}`)));
  });
}
