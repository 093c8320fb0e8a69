import { type IncomingMessage, request as openRequest } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Hands all requests below a prefix on to another server, WebSockets too. */
export function proxy(server: FastifyInstance, prefix: string, target: string): void {
  const { hostname, port } = new URL(target);
  server.all(`${prefix}/*`, (request, reply) => forward(request, reply, { prefix, hostname, port }));
  server.server.on('upgrade', (request, socket, head) => {
    if (request.url?.startsWith(`${prefix}/`)) tunnel(request, socket, head, { prefix, hostname, port });
  });
}

interface Target {
  readonly prefix: string;
  readonly hostname: string;
  readonly port: string;
}

function forward(request: FastifyRequest, reply: FastifyReply, { prefix, hostname, port }: Target): void {
  const { method, url = '/', headers } = request.raw;
  reply.hijack();
  const path = url.slice(prefix.length);
  const onward = openRequest({ hostname, port, method, path, headers }, (answer) => {
    reply.raw.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(reply.raw);
  });
  onward.on('error', () => {
    if (!reply.raw.headersSent) reply.raw.writeHead(502);
    reply.raw.end();
  });
  onward.end(request.body as Buffer | undefined);
}

/** Says the request again to the other server, and then only passes bytes. */
function tunnel(request: IncomingMessage, socket: Duplex, head: Buffer, { prefix, hostname, port }: Target): void {
  const lines = [`${request.method} ${request.url!.slice(prefix.length)} HTTP/1.1`];
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
  }
  const onward = connect(Number(port), hostname, () => {
    onward.write(`${lines.join('\r\n')}\r\n\r\n`);
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  onward.on('error', () => socket.destroy());
  socket.on('error', () => onward.destroy());
  socket.on('close', () => onward.destroy());
}
