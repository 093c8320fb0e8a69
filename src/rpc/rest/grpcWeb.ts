import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CallAnswer, callMethod, type GrpcStatus, heightHeader } from '../callMethod.js';
import type { QueryPort } from '../queryPort.js';

// gRPC for browsers: frames of one byte of flags, four of length, and content; the last one holds the trailers as text.

const trailerFlag = 0x80;
const compressedFlag = 0x01;
const prefixLength = 5;
const malformed: GrpcStatus = { code: 3, message: 'the body is not one uncompressed gRPC frame' };

export const isGrpcWeb = (contentType: string | undefined): boolean =>
  /^application\/grpc-web(-text)?(\+proto)?(;|$)/.test(contentType ?? '');

/** Answers one call over gRPC-web, as bytes or, for `-text`, in base64. */
export function serveGrpcWeb(
  node: QueryPort,
  request: FastifyRequest,
  reply: FastifyReply,
  path = request.url,
): FastifyReply {
  const contentType = request.headers['content-type']!;
  const asText = contentType.startsWith('application/grpc-web-text');
  const sent = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
  const { status, value, height } = call(node, path, request, asText ? fromBase64Parts(sent) : sent);
  const frames = [...(status.code === 0 ? [frame(0, value)] : []), frame(trailerFlag, Buffer.from(trailers(status)))];
  const body = Buffer.concat(frames);
  reply.header('content-type', contentType);
  if (height !== 0n) reply.header(heightHeader, String(height));
  return reply.code(200).send(asText ? body.toString('base64') : body);
}

function call(node: QueryPort, path: string, request: FastifyRequest, sent: Buffer): CallAnswer {
  const message = firstMessage(sent);
  if (message === undefined) return { status: malformed, value: Buffer.alloc(0), height: 0n };
  const height = request.headers[heightHeader];
  return callMethod(node, path, message, typeof height === 'string' ? height : undefined);
}

/** A client may send its base64 in pieces, each with padding of its own. */
function fromBase64Parts(sent: Buffer): Buffer {
  const parts = sent.toString('latin1').match(/[^=]+={0,2}/g) ?? [];
  return Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')));
}

function firstMessage(sent: Buffer): Buffer | undefined {
  if (sent.length < prefixLength || (sent[0]! & compressedFlag) !== 0) return undefined;
  const end = prefixLength + sent.readUInt32BE(1);
  return end <= sent.length ? sent.subarray(prefixLength, end) : undefined;
}

function frame(flags: number, content: Uint8Array): Buffer {
  const prefix = Buffer.alloc(prefixLength);
  prefix[0] = flags;
  prefix.writeUInt32BE(content.length, 1);
  return Buffer.concat([prefix, content]);
}

const trailers = ({ code, message }: GrpcStatus): string =>
  `grpc-status:${code}\r\n${message === '' ? '' : `grpc-message:${encodeMessage(message)}\r\n`}`;

/** Percent-encodes what may not stand in a header. */
const encodeMessage = (message: string): string => encodeURI(message).replaceAll('%20', ' ');
