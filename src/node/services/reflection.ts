import {
  ListAllInterfacesRequest,
  ListAllInterfacesResponse,
  ListImplementationsRequest,
  ListImplementationsResponse,
} from 'cosmjs-types/cosmos/base/reflection/v1beta1/reflection';
import { PubKey as Ed25519PubKey } from 'cosmjs-types/cosmos/crypto/ed25519/keys';
import { LegacyAminoPubKey } from 'cosmjs-types/cosmos/crypto/multisig/keys';
import { PubKey as Secp256k1PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import { Tx } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { accountTypes } from '../../sdk/auth/account.js';
import { chainServices, fileSetBytes, methodPath } from '../../types/descriptors/registry.js';
import type { Node } from '../node.js';
import { describedRoute, type NodeRoute, nodeRoute } from './nodeRoute.js';

/** What may stand in an Any, by the interface that it is; names are the SDK's. */
function interfacesOf({ app }: Node): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ['cosmos.auth.v1beta1.AccountI', accountTypes.map(({ typeUrl }) => typeUrl)],
    ['cosmos.base.v1beta1.Msg', app.machine.routes.messageTypes],
    ['cosmos.crypto.PubKey', [Ed25519PubKey, LegacyAminoPubKey, Secp256k1PubKey].map(({ typeUrl }) => typeUrl)],
    ['cosmos.tx.v1beta1.Tx', [Tx.typeUrl]],
  ]);
}

const interfacePath = (method: string): string => `/cosmos.base.reflection.v1beta1.ReflectionService/${method}`;

const interfaceRoutes: readonly NodeRoute[] = [
  nodeRoute(interfacePath('ListAllInterfaces'), [ListAllInterfacesRequest, ListAllInterfacesResponse], (node) => ({
    interfaceNames: [...interfacesOf(node).keys()],
  })),
  nodeRoute(
    interfacePath('ListImplementations'),
    [ListImplementationsRequest, ListImplementationsResponse],
    (node, { interfaceName }) => ({
      implementationMessageNames: [...(interfacesOf(node).get(interfaceName) ?? [])],
    }),
  ),
];

const signModes = { SIGN_MODE_DIRECT: 1, SIGN_MODE_DIRECT_AUX: 3, SIGN_MODE_LEGACY_AMINO_JSON: 127 };
const appPackage = 'cosmos.base.reflection.v2alpha1';

const described = (method: string, answer: (node: Node) => unknown): NodeRoute =>
  describedRoute(`/${appPackage}.ReflectionService/${method}`, `${appPackage}.${method}Response`, answer);

/** The services that the node answers, each with those of its methods that it does. */
function servedServices({ methods }: Node) {
  const services = chainServices().map(({ typeName, methods: all }) => ({
    fullname: typeName,
    is_module: !typeName.endsWith('.Service'),
    methods: all
      .map((method) => ({ name: method.name, full_query_path: methodPath(method) }))
      .filter(({ full_query_path }) => methods.has(full_query_path)),
  }));
  return services.filter(({ methods: served }) => served.length > 0);
}

const appRoutes: readonly NodeRoute[] = [
  described('GetAuthnDescriptor', () => ({
    authn: { sign_modes: Object.entries(signModes).map(([name, number]) => ({ name, number })) },
  })),
  described('GetChainDescriptor', ({ genesis }) => ({ chain: { id: genesis.chainId } })),
  described('GetCodecDescriptor', (node) => ({
    codec: {
      interfaces: [...interfacesOf(node)].map(([fullname, implementations]) => ({
        fullname,
        interface_implementers: implementations.map((url) => ({ fullname: url.slice(1), type_url: url })),
      })),
    },
  })),
  described('GetConfigurationDescriptor', ({ genesis }) => ({
    config: { bech32_account_address_prefix: genesis.bech32Prefix },
  })),
  described('GetQueryServicesDescriptor', (node) => ({
    queries: { query_services: servedServices(node) },
  })),
  described('GetTxDescriptor', ({ app }) => ({
    tx: {
      fullname: 'cosmos.tx.v1beta1.Tx',
      msgs: app.machine.routes.messageTypes.map((url) => ({ msg_type_url: url })),
    },
  })),
];

/** Every schema file. The response has the form of a file set, whose bytes are at hand. */
const fileRoute: NodeRoute = {
  path: '/cosmos.reflection.v1.ReflectionService/FileDescriptors',
  request: { encode: () => new Uint8Array(0), decode: () => ({}) },
  response: { encode: (bytes) => bytes as Uint8Array, decode: (bytes) => bytes },
  handle: fileSetBytes,
};

/** What the chain is made of, for clients that build themselves from it. */
export const reflectionRoutes: readonly NodeRoute[] = [...interfaceRoutes, ...appRoutes, fileRoute];
