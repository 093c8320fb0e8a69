import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { asRpcError } from '../comet/calls.js';
import { rpcError, rpcErrors } from '../comet/errors.js';
import { goSyntaxFault } from '../comet/goJsonSyntax.js';
import { jsonText } from '../comet/shapes/json.js';
import type { CheatCaller } from './cheatCaller.js';
import { readState, stateLines } from './stateFile.js';
import { tip } from './tip.js';

/** HTTP's and gRPC's codes for what cheats refuse, by JSON-RPC's. */
const codes = new Map([
  [rpcErrors.invalidParams, { http: 400, grpc: 3 }],
  [rpcErrors.server, { http: 403, grpc: 7 }],
]);

/**
 * Adds `POST /sim/METHOD` for every cheat, with the same fields as JSON body and the answer without an envelope; and
 * `GET /sim/state` and `POST /sim/state`, whose bodies are a dumped chain of any size.
 */
export function addCheatRoutes(server: FastifyInstance, cheats: CheatCaller): void {
  server.post<{ Params: { method: string } }>('/sim/:method', (request, reply) =>
    answered(reply, async () => {
      const params = parsed(request.body as Buffer | undefined);
      const answer = cheats.call(`sim_${request.params.method}`, params, request.headers.origin);
      if (answer !== undefined) return Buffer.from(await answer);
      reply.code(404);
      return failed(5, `there is no cheat ${request.params.method}`);
    }),
  );
  server.get('/sim/state', (request, reply) =>
    answered(reply, async () => {
      const { origin } = request.headers;
      const lines = await cheats.inTurn('GET /sim/state', origin, ({ node }) => Readable.from(stateLines(node)));
      reply.type('application/x-ndjson');
      return lines;
    }),
  );
  server.register(async (streams) => {
    streams.removeAllContentTypeParsers();
    streams.addContentTypeParser('*', { bodyLimit: Number.MAX_SAFE_INTEGER }, (_request, body, done) =>
      done(null, body),
    );
    streams.post('/sim/state', (request, reply) =>
      answered(reply, () =>
        cheats.inTurn('POST /sim/state', request.headers.origin, async ({ node }) => {
          node.adopt(await readState(node, request.body as Readable).catch(refuse));
          return Buffer.from(jsonText(tip(node)));
        }),
      ),
    );
  });
}

async function answered(reply: FastifyReply, work: () => Promise<Buffer | Readable>): Promise<Buffer | Readable> {
  reply.type('application/json');
  try {
    return await work();
  } catch (error) {
    const { kind, context, message } = asRpcError(error);
    const { http, grpc } = codes.get(kind) ?? { http: 500, grpc: 13 };
    reply.code(http);
    return failed(grpc, String(context.data ?? message));
  }
}

/** A body that is no state is its sender's fault. */
function refuse(error: unknown): never {
  throw rpcError('invalidParams', error instanceof Error ? error.message : String(error));
}

const failed = (code: number, message: string): Buffer => Buffer.from(JSON.stringify({ code, message, details: [] }));

function parsed(body: Buffer | undefined): unknown {
  const text = body?.toString('utf8') ?? '';
  if (text.trim() === '') return {};
  const fault = goSyntaxFault(text);
  if (fault !== undefined) throw rpcError('invalidParams', fault);
  return JSON.parse(text);
}
