import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Load } from './rpcLoad.js';

/** A request of JSON-RPC as clients send it. */
export const call = (method: string, params: object = {}): string =>
  JSON.stringify({ jsonrpc: '2.0', id: 123456789012, method, params });

/** Clients in a process of their own. */
export interface Clients {
  /** Settles when all bodies are answered. */
  load(load: Load): Promise<void>;
  stop(): void;
}

export function startClients(): Clients {
  const child = fork(join(import.meta.dirname, 'rpcLoad.js'));
  return {
    load: (load) =>
      new Promise((resolve, reject) => {
        child.once('message', (answer) => (answer === 'done' ? resolve() : reject(new Error(String(answer)))));
        child.send(load);
      }),
    stop: () => void child.kill(),
  };
}
