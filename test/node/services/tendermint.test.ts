import * as query from 'cosmjs-types/cosmos/base/tendermint/v1beta1/query';
import { PubKey } from 'cosmjs-types/cosmos/crypto/ed25519/keys';
import { afterAll, describe, expect, it } from 'vitest';
import { toAddress } from '../../../src/util/address.js';
import { bytesToUtf8, hexToBytes } from '../../../src/util/bytes.js';
import { devGenesis, devNode, sendTx } from '../devChain.js';
import { answer, call } from './call.js';

const path = (method: string): string => `/cosmos.base.tendermint.v1beta1.Service/${method}`;
const node = await devNode({ genesis: devGenesis({ powers: [10n, 7n, 5n] }), moniker: 'tester' });
afterAll(() => node.stop());
node.broadcast(sendTx(0));
node.mine(3);
const last = node.height;
const appVersion = bytesToUtf8(node.query({ path: '/app/version' }).value!);

const invalid = (text: string): string => `18 rpc error: code = InvalidArgument desc = ${text}: invalid request`;

describe('GetNodeInfo and GetSyncing', () => {
  it('names the node, the chain and the versions', () => {
    const info = answer(node, path('GetNodeInfo'), [query.GetNodeInfoRequest, query.GetNodeInfoResponse]);
    expect(info.defaultNodeInfo).toMatchObject({ network: node.chainId, moniker: 'tester', version: '0.38.17' });
    expect(info.defaultNodeInfo!.defaultNodeId).toBe(node.nodeId);
    expect(info.applicationVersion).toMatchObject({ version: appVersion, cosmosSdkVersion: 'v0.53.4' });
  });

  it('has nothing to catch up with', () => {
    const types = [query.GetSyncingRequest, query.GetSyncingResponse] as const;
    expect(answer(node, path('GetSyncing'), types)).toEqual({ syncing: false });
  });
});

describe('blocks', () => {
  const byHeight = (height: bigint) =>
    call(node, path('GetBlockByHeight'), [query.GetBlockByHeightRequest, query.GetBlockByHeightResponse], { height });

  it('come whole, and once more with the proposer as text', () => {
    const latest = answer(node, path('GetLatestBlock'), [query.GetLatestBlockRequest, query.GetLatestBlockResponse]);
    const { block, blockId } = node.blocks.byHeight(last)!;
    expect(latest.block).toEqual(block);
    expect(latest.blockId).toEqual(blockId);
    expect(latest.sdkBlock!.header.proposerAddress).toBe(toAddress('gonkavalcons', block.header.proposerAddress));
    expect(byHeight(2n)).toMatchObject({ block: { header: { height: 2n }, data: { txs: [sendTx(0)] } } });
  });

  it.each([
    [0n, '18 height must be greater than 0, but got 0: invalid request'],
    [-1n, '18 height must be greater than 0, but got -1: invalid request'],
    [last + 1n, invalid('requested block height is bigger then the chain length')],
  ])('are refused: %#', (height, text) => expect(byHeight(height)).toBe(text));
});

describe('validator sets', () => {
  const latest = (pagination?: object) =>
    call(
      node,
      path('GetLatestValidatorSet'),
      [query.GetLatestValidatorSetRequest, query.GetLatestValidatorSetResponse],
      {
        ...(pagination && {
          pagination: { key: new Uint8Array(0), countTotal: false, reverse: false, ...pagination } as never,
        }),
      },
    );
  const byHeight = (height: bigint) =>
    call(
      node,
      path('GetValidatorSetByHeight'),
      [query.GetValidatorSetByHeightRequest, query.GetValidatorSetByHeightResponse],
      { height },
    );

  it('come with keys, powers and priorities, the next one when none is named', () => {
    const { blockHeight, validators, pagination } = latest() as query.GetLatestValidatorSetResponse;
    const set = node.blocks.validators(last + 1n)!;
    expect([blockHeight, pagination!.total]).toEqual([last + 1n, 3n]);
    expect(validators.map(({ votingPower }) => votingPower)).toEqual([10n, 7n, 5n]);
    expect(validators.map(({ proposerPriority }) => proposerPriority)).toEqual(
      set.validators.map(({ priority }) => priority),
    );
    const [strongest] = validators;
    expect(strongest!.address).toBe(toAddress('gonkavalcons', set.validators[0]!.address));
    expect(PubKey.decode(strongest!.pubKey!.value).key).toEqual(set.validators[0]!.pubKey);
    expect(byHeight(1n)).toMatchObject({ blockHeight: 1n });
  });

  it('come in whole pages', () => {
    const powers = (pagination: object) =>
      (latest(pagination) as query.GetLatestValidatorSetResponse).validators.map(({ votingPower }) => votingPower);
    expect(powers({ offset: 0n, limit: 2n })).toEqual([10n, 7n]);
    expect(powers({ offset: 2n, limit: 2n })).toEqual([5n]);
    expect(powers({ offset: 1n, limit: 2n })).toEqual([10n, 7n]);
    expect(latest({ offset: 4n, limit: 2n })).toBe('18 page should be within [1, 2] range, given 3: invalid request');
  });

  it.each([
    [0n, '18 height must be greater than 0, but got 0: invalid request'],
    [last + 1n, invalid('requested block height is bigger then the chain length')],
  ])('are refused: %#', (height, text) => expect(byHeight(height)).toBe(text));
});

describe('ABCIQuery', () => {
  const ask = (request: Partial<query.ABCIQueryRequest>) =>
    call(node, path('ABCIQuery'), [query.ABCIQueryRequest, query.ABCIQueryResponse], request);

  it('answers for the app and for stores, with proofs', () => {
    expect(bytesToUtf8((ask({ path: '/app/version' }) as query.ABCIQueryResponse).value)).toBe(appVersion);
    const proven = ask({ path: '/store/acc/key', data: hexToBytes('00'), prove: true });
    expect((proven as query.ABCIQueryResponse).proofOps!.ops.map(({ type }) => type)).toEqual([
      'ics23:iavl',
      'ics23:simple',
    ]);
    expect(ask({ path: '/store/nope/key', data: hexToBytes('00') })).toMatchObject({ code: 4, codespace: 'store' });
  });

  it.each([
    ['', 'empty query path'],
    ['/cosmos.auth.v1beta1.Query/Params', 'unsupported ABCI query path: /cosmos.auth.v1beta1.Query/Params'],
  ])('refuses the path %j', (asked, text) => expect(ask({ path: asked })).toBe(invalid(text)));
});
