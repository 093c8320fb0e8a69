import type { GonkaApp } from '../../src/app/gonkaApp.js';
import type { QueryPort } from '../../src/rpc/queryPort.js';
import { TestChain } from '../sim/testChain.js';

/** The queries of an app, without the services that only a node has. */
export function portOf(app: GonkaApp): QueryPort {
  return {
    methods: new Set(app.machine.routes.queryPaths),
    query: (request) => app.query(request),
  };
}

/** A chain of three blocks with two participants. */
export function smallChain(): TestChain {
  const chain = new TestChain({ nodes: { alice: 'n1=qwen:30 n2=qwen:10', bob: 'n1=qwen:20' } });
  chain.block();
  chain.block();
  return chain;
}
