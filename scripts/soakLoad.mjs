// The clients of soak.mjs. Each is a loop that asks, waits for the answer, and asks again, until `goOn` says no.
import { Agent, request } from 'node:http';
import grpc from '@grpc/grpc-js';
import {
  QueryAccountInfoRequest,
  QueryAccountInfoResponse,
  QueryAccountRequest,
} from 'cosmjs-types/cosmos/auth/v1beta1/query';
import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import WebSocket from 'ws';
import { signTx } from '../dist/network/signTx.js';

const clients = { http: 8, broken: 1, rest: 2, webSocket: 4, grpc: 3 };
/** Requests after which a client of a kept connection leaves and another one comes. */
const stay = 200;
const gasLimit = 200_000n;
const mempoolFull = 20;

const call = (method, params = {}) => JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Starts all clients of a node. `count(kind)` hears of each answer. They have ended when the result settles. */
export function load({ rpc, rest, grpcAddress, chainId, accounts, goOn, count }) {
  const agent = new Agent({ keepAlive: true });
  const times = (number, loop) => Array.from({ length: number }, (_, place) => loop(place));
  const account = Buffer.from(QueryAccountRequest.encode({ address: accounts[0].address }).finish());
  const post = (body) => ask(agent, rpc, body);
  const get = (path) => ask(agent, `${rest}${path}`);
  const reads = [
    call('status'),
    call('abci_query', { path: '/cosmos.auth.v1beta1.Query/Account', data: account.toString('hex'), prove: false }),
    call('abci_query', { path: '/store/bank/key', data: '0001', prove: true }),
    call('block'),
    call('block_results'),
    call('validators'),
    call('tx_search', { query: `transfer.sender='${accounts[0].address}'`, per_page: '5', order_by: 'desc' }),
    `[${call('status')},${call('abci_info')},${call('num_unconfirmed_txs')}]`,
  ];
  const broken = [
    call('nothing'),
    '{',
    call('block', { height: '999999999' }),
    call('broadcast_tx_sync', { tx: 'AA' }),
  ];
  const paths = [
    `/cosmos/bank/v1beta1/balances/${accounts[0].address}`,
    '/productscience/inference/inference/params',
    '/cosmos/tx/v1beta1/txs?query=tx.height>0&limit=2',
    '/metrics',
    '/no/such/path',
  ];
  const loops = [
    ...times(clients.http, (place) => over('http', goOn, count, (n) => post(reads[(n + place) % reads.length]))),
    ...times(clients.broken, () => over('broken', goOn, count, (n) => post(broken[n % broken.length]))),
    ...times(clients.rest, (place) => over('rest', goOn, count, (n) => get(paths[(n + place) % paths.length]))),
    ...times(clients.webSocket, () => listen({ url: rpc, goOn, count, reads })),
    ...times(clients.grpc, () => callGrpc({ address: grpcAddress, goOn, count, account })),
    ...accounts.slice(1).map((sender) => send({ post, sender, to: accounts[0], chainId, goOn, count })),
  ];
  return Promise.all(loops).finally(() => agent.destroy());
}

async function over(kind, goOn, count, step) {
  for (let n = 0; goOn(); n++) {
    await step(n);
    count(kind);
  }
}

/** The text of an answer to a GET, or to a POST of a body. */
function ask(agent, url, body) {
  return new Promise((done, fail) => {
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request(url, { agent, method, headers: { 'content-type': 'application/json' } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => (text += part));
      answer.on('end', () => done(text)).on('error', fail);
    });
    sent.on('error', fail).end(body);
  });
}

/** Sends coins, one transaction after another, as fast as the mempool takes them. */
async function send({ post, sender, to, chainId, goOn, count }) {
  const path = '/cosmos.auth.v1beta1.Query/AccountInfo';
  const data = Buffer.from(QueryAccountInfoRequest.encode({ address: sender.address }).finish()).toString('hex');
  const { value } = JSON.parse(await post(call('abci_query', { path, data }))).result.response;
  const { accountNumber } = QueryAccountInfoResponse.decode(Buffer.from(value, 'base64')).info;
  const amount = [{ denom: 'ngonka', amount: '1' }];
  const message = MsgSend.fromPartial({ fromAddress: sender.address, toAddress: to.address, amount });
  const messages = [{ typeUrl: '/cosmos.bank.v1beta1.MsgSend', value: MsgSend.encode(message).finish() }];
  for (let sequence = 0n; goOn(); ) {
    const tx = signTx({ messages, account: sender, chainId, accountNumber, sequence, gasLimit });
    const { result } = JSON.parse(await post(call('broadcast_tx_sync', { tx: Buffer.from(tx).toString('base64') })));
    if (result?.code === 0) {
      sequence += 1n;
      count('tx');
    } else if (result === undefined || result.code === mempoolFull) {
      await pause(50);
    } else throw new Error(`${sender.address}: ${result.log}`);
  }
}

/** Hears of blocks and transactions, and asks as well; leaves now and then. */
async function listen({ url, goOn, count, reads }) {
  while (goOn()) {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/websocket`);
    await new Promise((done, fail) => socket.once('open', done).once('error', fail));
    socket.send(call('subscribe', { query: "tm.event='NewBlock'" }));
    socket.send(call('subscribe', { query: "tm.event='Tx'" }));
    socket.on('message', () => count('webSocket'));
    for (let n = 0; n < stay && goOn(); n++) {
      const heard = new Promise((done) => socket.once('message', done));
      socket.send(reads[n % reads.length]);
      await heard;
    }
    if (Math.random() < 0.5) socket.close();
    else socket.terminate();
  }
}

/** Unary calls over a kept connection, which is closed now and then. */
async function callGrpc({ address, goOn, count, account }) {
  const bytes = (value) => value;
  while (goOn()) {
    const client = new grpc.Client(address, grpc.credentials.createInsecure());
    for (let n = 0; n < stay && goOn(); n++) {
      const method = n % 10 === 9 ? '/no.such/Method' : '/cosmos.auth.v1beta1.Query/Account';
      await new Promise((done) => client.makeUnaryRequest(method, bytes, bytes, account, () => done()));
      count('grpc');
    }
    client.close();
  }
}
