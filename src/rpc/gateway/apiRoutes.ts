import type { FastifyInstance, FastifyReply } from 'fastify';
import { CodedError } from '../../util/errors.js';
import { apiError, apiErrors, ask, find } from './apiQueries.js';
import { type ApiNode, epochParticipantsText, latestEpochText } from './epochs.js';
import { goStruct } from './goStruct.js';
import { epochModelsText, epochPricesText, governanceModelsText, governancePricesText } from './models.js';

/** What a route of the API node answers: the text of a JSON value. */
type Route = (node: ApiNode, argument: string) => string;

/** The routes of Gonka's API node that only read the chain. */
const routes: Readonly<Record<string, Route>> = {
  '/v1/status': () => '{"status":"ok"}',
  '/v1/versions': () => versionsText(),
  '/v1/models': epochModelsText,
  '/v1/pricing': epochPricesText,
  '/v1/governance/models': governanceModelsText,
  '/v1/governance/pricing': governancePricesText,
  '/v1/epochs/:argument': (node, epoch) => {
    if (epoch === 'latest') return latestEpochText(node);
    throw apiError('badRequest', 'Only getting info for current epoch is supported at the moment');
  },
  '/v1/epochs/:argument/participants': epochParticipantsText,
  '/v1/participants': participantsText,
  '/v1/participants/:argument': (node, address) => {
    const { type, json } = ask(node, 'InferenceParticipant', { address });
    return goStruct(type, json);
  },
  '/v1/poc-batches/:argument': pocBatchesText,
  '/v1/chat/completions/:argument': (node, index) => {
    const found = find(node, 'Inference', { index });
    if (found === undefined) throw apiError('notFound', 'Inference not found');
    return goStruct(found.type.fields[0]!.message!, found.json.inference);
  },
};

/** Adds the routes below `/v1/`. What an API node does besides, acting for a participant, is not here. */
export function addApiRoutes(server: FastifyInstance, node: ApiNode): void {
  for (const [path, route] of Object.entries(routes)) {
    server.get(path, async (request, reply) => {
      const { argument = '' } = request.params as { readonly argument?: string };
      try {
        return send(reply, 200, route(node, argument));
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        const code = error.codespace === apiErrors.internal.codespace ? error.code : apiErrors.internal.code;
        return send(reply, code, JSON.stringify({ error: error.message }));
      }
    });
  }
  server.setNotFoundHandler(async (_request, reply) => send(reply, 404, '{"error":"Not Found"}'));
}

const send = (reply: FastifyReply, code: number, json: string): FastifyReply =>
  reply.code(code).header('content-type', 'application/json; charset=UTF-8').send(`${json}\n`);

function versionsText(): string {
  const version = { application_name: 'gonka-sim', commit: '', version: '' };
  const timestamp = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  return JSON.stringify({ api_version: version, node_version: version, timestamp });
}

/** Everybody with what they are owed and have. Reputation is always 0: the API node never fills it in. */
function participantsText(node: ApiNode): string {
  const { participant: all, block_height: height } = ask(node, 'ParticipantAll').json;
  const rows = (all as readonly Record<string, string>[]).map(({ address, inference_url, coin_balance, weight }) => {
    const { balance } = ask(node, 'InferenceParticipant', { address }).json;
    const text = `"id":${JSON.stringify(address)},"url":${JSON.stringify(inference_url)}`;
    return `{${text},"coins_owed":${coin_balance},"refunds_owed":0,"balance":${balance},"voting_power":${weight},"reputation":0}`;
  });
  return `{"participants":[${rows.join(',')}],"block_height":${height}}`;
}

/** The batches of a PoC, named by the height at which it started. */
function pocBatchesText(node: ApiNode, height: string): string {
  const value = /^-?\d{1,19}$/.test(height) ? BigInt(height) : undefined;
  if (value === undefined || BigInt.asIntN(64, value) !== value) throw apiError('badRequest', 'Invalid epoch id');
  const { type, json } = ask(node, 'PocBatchesForStage', { block_height: height });
  return json.poc_batch.length === 0 ? '{"poc_batch":null}' : goStruct(type, json);
}
