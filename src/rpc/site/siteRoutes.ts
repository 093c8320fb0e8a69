import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Registry } from 'prom-client';
import type { Node } from '../../node/node.js';
import { CodedError } from '../../util/errors.js';
import { goSyntaxFault } from '../comet/goJsonSyntax.js';
import { assetListJson, type ChainFileOptions, chainJson, keplrJson } from './chainFiles.js';
import { Faucet, type FaucetOptions, faucetErrors } from './faucet.js';

export interface SiteOptions {
  /** Where this node's doors are, as its chain files tell wallets. Asked for when they all are open. */
  chain(): ChainFileOptions;
  /** Who pays newcomers; without it there is no faucet. */
  readonly faucet?: FaucetOptions | undefined;
}

/** Adds what a node tells of itself: `/metrics`, `/chain.json`, `/assetlist.json`, `/keplr.json`, and its faucet. */
export function addSiteRoutes(server: FastifyInstance, node: Node, { chain, faucet }: SiteOptions): void {
  const { genesis } = node;
  let metrics: Registry | undefined;
  server.get('/metrics', async (_request, reply) => {
    // Most chains are never measured, and a start has no time to load what measures.
    metrics ??= (await import('./metrics.js')).nodeMetrics(node);
    reply.type(metrics.contentType);
    return metrics.metrics();
  });
  server.get('/chain.json', (_request, reply) => sendJson(reply, chainJson(genesis, chain())));
  server.get('/assetlist.json', (_request, reply) => sendJson(reply, assetListJson(genesis)));
  server.get('/keplr.json', (_request, reply) => sendJson(reply, keplrJson(genesis, chain())));
  if (faucet !== undefined) addFaucet(server, new Faucet(node, faucet));
}

const sendJson = (reply: FastifyReply, body: object): FastifyReply => reply.type('application/json').send(body);

/** The routes of CosmJS's faucet. */
function addFaucet(server: FastifyInstance, faucet: Faucet): void {
  server.get('/healthz', async () => 'ok');
  server.get('/status', (_request, reply) => sendJson(reply, faucet.status()));
  server.post('/credit', async (request, reply) => {
    try {
      faucet.credit(parsed(request.body as Buffer | undefined), Date.now() / 1000);
      return 'ok';
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      reply.code(error.codespace === faucetErrors.failed.codespace ? error.code : faucetErrors.failed.code);
      return error.message;
    }
  });
}

function parsed(body: Buffer | undefined): unknown {
  const text = body?.toString('utf8') ?? '';
  const fault = goSyntaxFault(text);
  if (fault !== undefined) throw new CodedError(faucetErrors.malformed, fault);
  return JSON.parse(text);
}
