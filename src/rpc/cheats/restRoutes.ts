import type { FastifyInstance } from 'fastify';
import { asRpcError } from '../comet/calls.js';
import { rpcError, rpcErrors } from '../comet/errors.js';
import { goSyntaxFault } from '../comet/goJsonSyntax.js';
import type { CheatCaller } from './cheatCaller.js';

/** HTTP's and gRPC's codes for what cheats refuse, by JSON-RPC's. */
const codes = new Map([
  [rpcErrors.invalidParams, { http: 400, grpc: 3 }],
  [rpcErrors.server, { http: 403, grpc: 7 }],
]);

/** Adds `POST /sim/METHOD` for every cheat: the same fields as JSON body, and the answer without an envelope. */
export function addCheatRoutes(server: FastifyInstance, cheats: CheatCaller): void {
  server.post<{ Params: { method: string } }>('/sim/:method', async (request, reply) => {
    reply.type('application/json');
    try {
      const params = parsed(request.body as Buffer | undefined);
      const answer = cheats.call(`sim_${request.params.method}`, params, request.headers.origin);
      if (answer !== undefined) return Buffer.from(await answer);
      reply.code(404);
      return failed(5, `there is no cheat ${request.params.method}`);
    } catch (error) {
      const { kind, context, message } = asRpcError(error);
      const { http, grpc } = codes.get(kind) ?? { http: 500, grpc: 13 };
      reply.code(http);
      return failed(grpc, String(context.data ?? message));
    }
  });
}

const failed = (code: number, message: string): Buffer => Buffer.from(JSON.stringify({ code, message, details: [] }));

function parsed(body: Buffer | undefined): unknown {
  const text = body?.toString('utf8') ?? '';
  if (text.trim() === '') return {};
  const fault = goSyntaxFault(text);
  if (fault !== undefined) throw rpcError('invalidParams', fault);
  return JSON.parse(text);
}
