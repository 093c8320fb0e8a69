import {
  type handleBidiStreamingCall,
  type handleUnaryCall,
  Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import { callMethod, heightHeader } from '../callMethod.js';
import { cannotListen, type Listening, type RunningServer } from '../httpServer.js';
import type { QueryPort } from '../queryPort.js';
import { ReflectionStream, reflectionPaths } from './reflection.js';

const asBytes = (message: Uint8Array): Buffer => Buffer.from(message.buffer, message.byteOffset, message.length);
const asSent = (bytes: Buffer): Uint8Array => bytes;

/** Largest request that is read, in bytes: what an SDK node takes by default. */
const largestMessage = 10 * 1024 * 1024;

/**
 * Starts the gRPC port: every method that the node answers, its messages handed through as bytes, and reflection in both
 * versions. No schema is read before reflection asks for it.
 *
 * @throws gonka-sim/26 when the port cannot be opened
 */
export async function startGrpcServer(node: QueryPort, { host, port }: Listening): Promise<RunningServer> {
  const server = new Server({ 'grpc.max_receive_message_length': largestMessage });
  for (const path of node.methods) {
    const handle: handleUnaryCall<Uint8Array, Uint8Array> = (call, done) => answer(node, path, call, done);
    server.register(path, handle, asBytes, asSent, 'unary');
  }
  const reflectOn: handleBidiStreamingCall<Uint8Array, Uint8Array> = (call) => reflect(node, call);
  for (const path of reflectionPaths) server.register(path, reflectOn, asBytes, asSent, 'bidi');
  const shownHost = host.includes(':') ? `[${host}]` : host;
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${shownHost}:${port}`, ServerCredentials.createInsecure(), (error, at) => {
      if (error === null) resolve(at);
      else reject(cannotListen(error, { host, port }));
    });
  });
  return { url: `${shownHost}:${bound}`, close: async () => server.forceShutdown() };
}

function answer(
  node: QueryPort,
  path: string,
  call: ServerUnaryCall<Uint8Array, Uint8Array>,
  done: sendUnaryData<Uint8Array>,
): void {
  const [asked] = call.metadata.get(heightHeader);
  const { status: ended, value, height } = callMethod(node, path, call.request, asked?.toString());
  if (height !== 0n) {
    const metadata = new Metadata();
    metadata.set(heightHeader, String(height));
    call.sendMetadata(metadata);
  }
  if (ended.code === 0) done(null, value);
  else done({ code: ended.code, details: ended.message });
}

function reflect(node: QueryPort, call: ServerDuplexStream<Uint8Array, Uint8Array>): void {
  const stream = new ReflectionStream(node.methods);
  call.on('data', (request: Uint8Array) => {
    try {
      call.write(stream.answer(request));
    } catch (error) {
      // Bytes that are no request: the stream ends with a status, and the node goes on.
      call.emit('error', {
        code: status.INTERNAL,
        details: `grpc: error unmarshalling request: ${(error as Error).message}`,
      });
    }
  });
  call.on('end', () => call.end());
}
