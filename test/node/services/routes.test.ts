import * as nodeQuery from 'cosmjs-types/cosmos/base/node/v1beta1/query';
import * as reflection from 'cosmjs-types/cosmos/base/reflection/v1beta1/reflection';
import { QueryChannelsRequest, QueryChannelsResponse } from 'cosmjs-types/ibc/core/channel/v1/query';
import { QueryClientStatesRequest, QueryClientStatesResponse } from 'cosmjs-types/ibc/core/client/v1/query';
import { QueryConnectionsRequest, QueryConnectionsResponse } from 'cosmjs-types/ibc/core/connection/v1/query';
import { afterAll, describe, expect, it } from 'vitest';
import { wireToJson } from '../../../src/types/descriptors/wireToJson.js';
import * as dec from '../../../src/util/legacyDec.js';
import { devGenesis, devNode } from '../devChain.js';
import { answer, call } from './call.js';

const plain = devGenesis();
const genesis = { ...plain, appState: { ...plain.appState, ibc: {} } };
const minGasPrices = [
  { denom: 'ngonka', amount: dec.parse('0.025') },
  { denom: 'other', amount: dec.zero },
];
const node = await devNode({ genesis, minGasPrices, haltHeight: 99n });
const without = await devNode();
afterAll(() => Promise.all([node.stop(), without.stop()]));
node.mine(2);

describe('the node service', () => {
  const path = (method: string): string => `/cosmos.base.node.v1beta1.Service/${method}`;
  const config = [nodeQuery.ConfigRequest, nodeQuery.ConfigResponse] as const;

  it('shows what the owner has set', () => {
    expect(answer(node, path('Config'), config)).toEqual({
      minimumGasPrice: '0.025000000000000000ngonka',
      pruningKeepRecent: '0',
      pruningInterval: '0',
      haltHeight: 99n,
    });
    expect(answer(without, path('Config'), config)).toMatchObject({ minimumGasPrice: '', haltHeight: 0n });
  });

  it('shows where the chain stands, also earlier', () => {
    const at = (height: bigint) =>
      answer(node, path('Status'), [nodeQuery.StatusRequest, nodeQuery.StatusResponse], {}, height);
    const { header } = node.blocks.byHeight(2n)!.block;
    expect(at(0n).height).toBe(3n);
    expect(at(2n)).toEqual({
      earliestStoreHeight: 0n,
      height: 2n,
      timestamp: header.time,
      appHash: header.appHash,
      validatorHash: header.nextValidatorsHash,
    });
  });
});

describe('reflection of the app', () => {
  const path = (method: string): string => `/cosmos.base.reflection.v1beta1.ReflectionService/${method}`;
  const described = (method: string) => {
    const service = 'cosmos.base.reflection.v2alpha1';
    const { value } = node.query({ path: `/${service}.ReflectionService/${method}` });
    return wireToJson(`${service}.${method}Response`, value!);
  };

  it('lists interfaces and what implements them', () => {
    const { interfaceNames } = answer(node, path('ListAllInterfaces'), [
      reflection.ListAllInterfacesRequest,
      reflection.ListAllInterfacesResponse,
    ]);
    expect(interfaceNames).toContain('cosmos.base.v1beta1.Msg');
    const types = [reflection.ListImplementationsRequest, reflection.ListImplementationsResponse] as const;
    const named = (interfaceName: string) =>
      answer(node, path('ListImplementations'), types, { interfaceName }).implementationMessageNames;
    expect(named('cosmos.base.v1beta1.Msg')).toContain('/cosmos.bank.v1beta1.MsgSend');
    expect(named('cosmos.crypto.PubKey')).toContain('/cosmos.crypto.secp256k1.PubKey');
    expect(named('nobody')).toEqual([]);
  });

  it('tells the chain, its addresses, its messages and its queries', () => {
    expect(described('GetChainDescriptor')).toEqual({ chain: { id: node.chainId } });
    expect(described('GetConfigurationDescriptor')).toEqual({ config: { bech32_account_address_prefix: 'gonka' } });
    expect(JSON.stringify(described('GetTxDescriptor'))).toContain('/cosmos.bank.v1beta1.MsgSend');
    expect(JSON.stringify(described('GetAuthnDescriptor'))).toContain('SIGN_MODE_LEGACY_AMINO_JSON');
    expect(JSON.stringify(described('GetCodecDescriptor'))).toContain('cosmos.auth.v1beta1.BaseAccount');
    const queries = JSON.stringify(described('GetQueryServicesDescriptor'));
    expect(queries).toContain('/cosmos.auth.v1beta1.Query/Account');
    expect(queries).not.toContain('cosmwasm');
  });
});

describe('lists of IBC', () => {
  it('are empty, with the height and the revision of the chain', () => {
    const height = { revisionNumber: 0n, revisionHeight: 3n };
    const empty = { nextKey: new Uint8Array(0), total: 0n };
    const channels = [QueryChannelsRequest, QueryChannelsResponse] as const;
    expect(answer(node, '/ibc.core.channel.v1.Query/Channels', channels)).toEqual({
      channels: [],
      pagination: empty,
      height: { ...height, revisionNumber: BigInt(node.chainId.split('-').at(-1)!) },
    });
    const connections = [QueryConnectionsRequest, QueryConnectionsResponse] as const;
    expect(answer(node, '/ibc.core.connection.v1.Query/Connections', connections).connections).toEqual([]);
    const clients = [QueryClientStatesRequest, QueryClientStatesResponse] as const;
    expect(answer(node, '/ibc.core.client.v1.Query/ClientStates', clients).clientStates).toEqual([]);
    const { code, value } = node.query({ path: '/ibc.applications.transfer.v1.Query/DenomTraces' });
    const traces = wireToJson('ibc.applications.transfer.v1.QueryDenomTracesResponse', value!);
    expect([code, traces]).toEqual([0, { denom_traces: [], pagination: { next_key: null, total: '0' } }]);
  });

  it('are unknown to a chain without it', () => {
    const types = [QueryChannelsRequest, QueryChannelsResponse] as const;
    const asked = call(without, '/ibc.core.channel.v1.Query/Channels', types);
    expect(asked).toBe('6 unknown query path: unknown request');
  });
});
