import { type CallOptions, Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';

const identity = (bytes: Buffer): Buffer => bytes;

/** How a call ended: code and text of its status, its message when there is one, and the height in its headers. */
export interface CallResult {
  readonly code: number;
  readonly details: string;
  readonly value: Uint8Array | undefined;
  readonly height: string | undefined;
}

/** A client that knows no schema: messages are bytes. */
export class RawClient {
  readonly #client: Client;

  constructor(url: string) {
    this.#client = new Client(url, credentials.createInsecure());
  }

  call(path: string, request: Uint8Array, headers: Readonly<Record<string, string>> = {}): Promise<CallResult> {
    const metadata = new Metadata();
    for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
    return new Promise((resolve) => {
      let height: string | undefined;
      const done = (error: ServiceError | null, value?: Buffer): void =>
        resolve({ code: error?.code ?? 0, details: error?.details ?? '', value, height });
      const options: CallOptions = { deadline: Date.now() + 5_000 };
      const call = this.#client.makeUnaryRequest(
        path,
        identity,
        identity,
        Buffer.from(request),
        metadata,
        options,
        done,
      );
      call.on('metadata', (sent: Metadata) => {
        height = sent.get('x-cosmos-block-height')[0]?.toString();
      });
    });
  }

  /** Sends requests one after the other on one stream, and answers with what came back. */
  converse(path: string, requests: readonly Uint8Array[]): Promise<Buffer[]> {
    const stream = this.#client.makeBidiStreamRequest(path, identity, identity, new Metadata());
    return new Promise((resolve, reject) => {
      const answers: Buffer[] = [];
      stream.on('data', (answer: Buffer) => answers.push(answer));
      stream.on('error', reject);
      stream.on('end', () => resolve(answers));
      for (const request of requests) stream.write(Buffer.from(request));
      stream.end();
    });
  }

  close(): void {
    this.#client.close();
  }
}
