import { surfaceBugs } from '../../../src/app/failure.js';
import { type RunningNode, type StartNodeOptions, startNode } from '../../../src/nodeEntry.js';

// A fresh node that makes blocks only when told to, and its RPC as a program calls it.

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
export type Answer = any;

export interface CheatNode extends RunningNode {
  /** The result, or the error as `{ code, data }`. */
  call(method: string, params?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export async function cheatNode(options: StartNodeOptions = {}): Promise<CheatNode> {
  const running = await startNode({ mode: 'manual', onBug: surfaceBugs, ...options });
  const call: CheatNode['call'] = async (method, params = {}, headers = {}) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const response = await fetch(running.rpcUrl, { method: 'POST', body, headers });
    const { result, error } = (await response.json()) as Answer;
    return error === undefined ? result : { code: error.code, data: error.data };
  };
  return { ...running, call };
}
