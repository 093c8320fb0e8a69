import { connect, type Socket } from 'node:net';

// The clients of `rpc.bench`: a process of its own, so that what they take is not counted as the server's.

export interface Load {
  readonly port: number;
  readonly connections: number;
  /** Bodies of POST requests: each connection takes the next one when its last one is answered. */
  readonly bodies: readonly string[];
}

const request = (body: string): string =>
  `POST / HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

/** Sends all bodies over kept connections, one request at a time on each. */
async function send({ port, connections, bodies }: Load): Promise<void> {
  let next = 0;
  const takeBody = () => bodies[next++];
  await Promise.all(Array.from({ length: connections }, () => talk(connect(port, '127.0.0.1').setNoDelay(), takeBody)));
}

function talk(socket: Socket, takeBody: () => string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = 0;
    const ask = () => {
      const body = takeBody();
      if (body === undefined) socket.destroy();
      else socket.write(request(body));
    };
    socket.on('connect', ask);
    socket.on('data', (data) => {
      if (left <= 0) left = wholeLength(data.toString('latin1'));
      left -= data.length;
      if (left <= 0) ask();
    });
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
}

function wholeLength(text: string): number {
  const head = text.indexOf('\r\n\r\n') + 4;
  return head + Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
}

process.on('message', (load: Load) => {
  send(load).then(
    () => process.send!('done'),
    (error: unknown) => process.send!(String(error)),
  );
});
