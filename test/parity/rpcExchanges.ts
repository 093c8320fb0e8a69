import { WebSocket } from 'ws';
import { txHash } from '../../src/types/comet/txs.js';
import { bytesToHex } from '../../src/util/bytes.js';
import { ask, type Compared, compare, type Exchange } from './exchanges.js';
import type { RecordedNode } from './recordedNode.js';

// biome-ignore lint/suspicious/noExplicitAny: rows of foreign files
type Row = any;

/** Which method an exchange is about; what is only about the envelope is counted as that. */
function routeOf({ request }: Row, methods: ReadonlySet<string>): string {
  const path = request.path.slice(1).split('?')[0];
  const method = /"method":\s*"(\w*)"/.exec(request.body ?? '')?.[1] ?? '';
  const named = path === '' && !request.body?.trimStart().startsWith('[') ? method : path;
  return methods.has(named) ? named : 'envelope';
}

/** A recorded exchange over HTTP. */
export function exchangeOf(row: Row, methods: ReadonlySet<string>): Exchange {
  const { request, response } = row;
  const { status, headers = {}, json, text, text_head: head } = response;
  // The page of all methods names the host that the client asked.
  const host = /<a href="\/\/([^/]+)\//.exec(text ?? '')?.[1];
  return {
    name: row.name,
    route: routeOf(row, methods),
    asked: { ...request, headers: { ...request.headers, ...(host && { host }) } },
    answer: {
      status,
      contentType: headers['content-type'],
      cacheControl: headers['cache-control'],
      ...(head === undefined ? { text: json === undefined ? text : JSON.stringify(json) } : { head }),
    },
  };
}

/** Where transactions that clients handed in came to stand, by their hash. */
export type Heights = ReadonlyMap<string, bigint>;

const txOf = ({ request }: Row): string | undefined => /"tx":"([A-Za-z0-9+/=]+)"/.exec(request.body ?? '')?.[1];
const isAfterABlock = ({ name }: Row): boolean => /after (commit|next block)/.test(name);

/** The last height that the real node had when it answered, where that can be told. */
export function heightToldBy(row: Row, later: readonly Row[], heights: Heights): bigint | undefined {
  const { request, response } = row;
  const { result, error } = response.json ?? {};
  const tx = txOf(row);
  const included = tx && heights.get(bytesToHex(txHash(Buffer.from(tx, 'base64'))));
  if (included && /already exists in cache/.test(error?.data ?? '') && isAfterABlock(row)) return included;
  if (included) {
    const blocksBetween = later.filter(
      (other) => txOf(other) === tx && isAfterABlock(other) && other.response.json.result,
    );
    return included - 1n - BigInt(blocksBetween.length);
  }
  if (/"method":"tx"/.test(request.body ?? '') && result) return BigInt(result.height);
  const bound = /current blockchain height (\d+)/.exec(error?.data ?? '')?.[1];
  const ahead = /validators|consensus_params/.test(request.body ?? '') ? 1n : 0n;
  if (bound !== undefined) return BigInt(bound) - ahead;
  const asked = /"height"|height=/.test(request.body ?? request.path);
  const { sync_info: sync, response: inner } = result ?? {};
  const told = sync?.latest_block_height ?? inner?.last_block_height ?? (asked ? undefined : inner?.height);
  return told === undefined || told === '0' ? undefined : BigInt(told);
}

/** Puts one exchange to the node, which is brought to where the real one stood. */
export async function putExchange(
  node: RecordedNode,
  url: string,
  exchange: Exchange,
  row: Row,
  told: bigint | undefined,
): Promise<Compared> {
  if (told !== undefined && told <= node.lastRecorded) node.advanceTo(told);
  else if (isAfterABlock(row)) node.advance();
  const answer = ask(url, exchange.asked);
  const included = BigInt(row.response.json?.result?.height ?? 0n);
  if (exchange.route === 'broadcast_tx_commit' && included > node.height) {
    setTimeout(() => node.advanceTo(included), 50);
  }
  return compare(exchange, await answer);
}

/** The height whose block an event tells of. */
function heightOf({ value }: Row): bigint | undefined {
  const { block, header, height, TxResult: tx, Vote: vote, step } = value;
  const told = block?.header.height ?? header?.height ?? height ?? tx?.height ?? vote?.height;
  if (told === undefined) return undefined;
  return step === 'RoundStepNewHeight' ? BigInt(told) - 1n : BigInt(told);
}

/** The height of the first event in recorded sessions. */
export function firstEventHeight(frames: readonly Row[]): bigint {
  for (const { frame } of frames) {
    const height = frame?.result?.data && heightOf(frame.result.data);
    if (height !== undefined) return height;
  }
  throw new Error('no event was recorded');
}

/**
 * Puts one recorded WebSocket session to the node: what the client sent, in order, and for each frame that the real node
 * sent the one of ours that answers the same request. Blocks are run as the events need them.
 */
export async function putSession(node: RecordedNode, url: string, frames: readonly Row[]): Promise<Compared[]> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/websocket`);
  const got: Row[] = [];
  let wake = (): void => {};
  socket.on('message', (data) => {
    got.push({ text: data.toString(), json: JSON.parse(data.toString()) });
    wake();
  });
  await new Promise((resolve) => socket.once('open', resolve));
  const offset = offsetOf(node, frames);
  const compared: Compared[] = [];
  for (const row of frames) {
    if (row.dir === 'send') socket.send(typeof row.frame === 'string' ? row.frame : JSON.stringify(row.frame));
    if (row.dir !== 'recv') continue;
    const data = row.frame.result?.data;
    const height = data && heightOf(data);
    if (height !== undefined) {
      await settled();
      if (height - offset <= node.lastRecorded) node.advanceTo(height - offset);
    }
    const wanted = ({ json }: Row) =>
      json.id === row.frame.id && json.result?.data?.type === data?.type && sameMoment(json.result?.data, data, offset);
    const found = await waitFor(got, wanted, (next) => {
      wake = next;
    });
    compared.push(
      compare(sessionExchange(row), { status: 101, contentType: undefined, text: found?.text ?? 'nothing' }),
    );
  }
  socket.close();
  return compared;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Sessions from after the recorded blocks are put to those that are there. */
function offsetOf(node: RecordedNode, frames: readonly Row[]): bigint {
  const heights = frames.flatMap(({ frame }) => (frame?.result?.data && heightOf(frame.result.data)) || []);
  const [first] = heights as bigint[];
  return first === undefined || first <= node.lastRecorded ? 0n : first - node.height - 1n;
}

/** Whether an event is of the same height, and of the same step of it. */
function sameMoment(mine: Row, recorded: Row, offset: bigint): boolean {
  if (recorded === undefined) return mine === undefined;
  const [own, other] = [heightOf(mine), heightOf(recorded)];
  const isSame = own === undefined || other === undefined || own === other - offset;
  return isSame && mine.value.step === recorded.value.step && mine.value.Vote?.type === recorded.value.Vote?.type;
}

const sessionExchange = (row: Row): Exchange => ({
  name: `${row.session} ${row.name}, frame ${row.seq}`,
  route: row.frame.result?.data ? `event:${row.frame.result.data.type.split('/').at(-1)}` : 'websocket',
  asked: { method: 'GET', path: '/websocket' },
  answer: { status: 101, contentType: undefined, text: JSON.stringify(row.frame) },
});

/** Takes the first message that is wanted; gives up after a moment. */
async function waitFor(got: Row[], wanted: (row: Row) => boolean, onNext: (wake: () => void) => void): Promise<Row> {
  const until = Date.now() + 300;
  for (;;) {
    const index = got.findIndex(wanted);
    if (index >= 0) return got.splice(index, 1)[0];
    const left = until - Date.now();
    if (left <= 0) return undefined;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, left);
      onNext(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

/** An exchange of the plain node's recordings: a client's call with its result, or a probe. */
export function plainExchangeOf(row: Row, methods: ReadonlySet<string>): Exchange {
  const { request = row, reply } = row;
  const [head] = Object.keys(request);
  const [method, path] = head === 'method' ? ['POST', '/'] : head === 'GET' ? ['GET', request.GET] : head!.split(' ');
  const call = JSON.stringify({ jsonrpc: '2.0', id: 1, method: request.method, params: request.params });
  const body = head === 'method' ? call : (request[head!] ?? undefined);
  const asked = { method: method!, path, body: method === 'GET' ? undefined : body };
  const json = row.name === undefined ? { jsonrpc: '2.0', id: 1, result: reply } : reply;
  const text: string = json.text ?? JSON.stringify(json);
  const host = /<a href="\/\/([^/]+)\//.exec(text)?.[1];
  const whole = !text.startsWith('<html') || text.endsWith('</html>');
  return {
    name: row.name ?? `${row.method} ${JSON.stringify(row.params)}`,
    route: routeOf({ request: asked }, methods),
    asked: { ...asked, headers: { 'content-type': 'application/json', ...request.headers, ...(host && { host }) } },
    answer: {
      status: row.http_status ?? 200,
      contentType: row.reply_headers
        ? row.reply_headers['Content-Type']
        : row.content_type === undefined
          ? 'not recorded'
          : (row.content_type ?? undefined),
      cacheControl: 'not recorded',
      ...(whole ? { text } : { head: text }),
    },
  };
}
