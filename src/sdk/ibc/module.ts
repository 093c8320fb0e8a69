import { Any } from 'cosmjs-types/google/protobuf/any';
import { Order, orderToJSON, Timeout } from 'cosmjs-types/ibc/core/channel/v1/channel';
import { Params as ClientParams, Height } from 'cosmjs-types/ibc/core/client/v1/client';
import { ConnectionEnd, Params as ConnectionParams, State } from 'cosmjs-types/ibc/core/connection/v1/connection';
import { itemAt, lazySchema } from '../../store/schema.js';
import { uint64Value } from '../../store/valueCodec.js';
import { type MessageFns, proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';
import { utf8ToBytes } from '../../util/bytes.js';
import { bool, list, record, text, uint64 } from '../json.js';
import { rawType } from '../rawType.js';
import type { SdkModule } from '../routes.js';
import { emptyList } from '../stillModule.js';

const ibcStore = 'ibc';
const localhost = '09-localhost';
const localConnection = 'connection-localhost';

interface ChannelParams {
  readonly upgradeTimeout: Timeout;
}

/** A message whose first field is all that it has. */
const wrapping = <T>(typeUrl: string, inner: MessageFns<T>, nothing: T) =>
  rawType<T>(
    typeUrl,
    (value, writer) => {
      writer.uint32(10).fork();
      inner.encode(value, writer);
      writer.ldelim();
    },
    (reader) => {
      let value = nothing;
      while (reader.pos < reader.len) {
        const tag = reader.uint32();
        if (tag === 10) value = inner.decode(reader.bytes() as never);
        else reader.skipType(tag & 7);
      }
      return value;
    },
  );

const noHeight: Height = { revisionNumber: 0n, revisionHeight: 0n };

/** How long an upgrade of a channel may take: the one parameter of channels. */
const ChannelParams = wrapping('/ibc.core.channel.v1.Params', Timeout, { height: noHeight, timestamp: 0n });

/** The client through which a chain talks to itself. */
const LocalClientState = wrapping('/ibc.lightclients.localhost.v2.ClientState', Height, noHeight);

/** Where IBC keeps things: store `ibc`, under texts. */
export const ibcSchema = lazySchema({
  clientParams: itemAt('clientParams', proto(ClientParams)),
  connectionParams: itemAt('connectionParams', proto(ConnectionParams)),
  channelParams: itemAt('channelParams', proto(ChannelParams)),
  nextClient: itemAt('nextClientSequence', uint64Value),
  nextConnection: itemAt('nextConnectionSequence', uint64Value),
  nextChannel: itemAt('nextChannelSequence', uint64Value),
  localClient: itemAt(`clients/${localhost}/clientState`, proto(Any)),
  localConnection: itemAt(`connections/${localConnection}`, proto(ConnectionEnd)),
});

const schemaOf = (ctx: Context) => ibcSchema(ctx.stores.store(ibcStore));

const genesisJson = record({
  clientGenesis: record({
    clients: emptyList('clients'),
    clientsConsensus: emptyList('clients'),
    clientsMetadata: emptyList('clients'),
    params: record<ClientParams>({ allowedClients: list(text) }),
    createLocalhost: bool,
    nextClientSequence: uint64,
  }),
  connectionGenesis: record({
    connections: emptyList('connections'),
    clientConnectionPaths: emptyList('connections'),
    nextConnectionSequence: uint64,
    params: record<ConnectionParams>({ maxExpectedTimePerBlock: uint64 }),
  }),
  channelGenesis: record({
    channels: emptyList('channels'),
    acknowledgements: emptyList('packets'),
    commitments: emptyList('packets'),
    receipts: emptyList('packets'),
    sendSequences: emptyList('packets'),
    recvSequences: emptyList('packets'),
    ackSequences: emptyList('packets'),
    nextChannelSequence: uint64,
    params: record<ChannelParams>({
      upgradeTimeout: record({
        height: record<Height>({ revisionNumber: uint64, revisionHeight: uint64 }),
        timestamp: uint64,
      }),
    }),
  }),
});

const noPackets = {
  acknowledgements: [],
  commitments: [],
  receipts: [],
  sendSequences: [],
  recvSequences: [],
  ackSequences: [],
};

/** IBC of a chain that knows no other: its parameters, and the client through which it talks to itself. */
export function ibcModule(): SdkModule {
  const read = (genesis: unknown) => genesisJson.read(genesis ?? {}, ibcStore);
  return {
    name: ibcStore,
    stores: [ibcStore],
    msgs: [],
    queries: [],
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(ctx, _keepers, genesis) {
      const { clientGenesis, connectionGenesis, channelGenesis } = read(genesis);
      const schema = schemaOf(ctx);
      schema.clientParams.set(clientGenesis.params);
      schema.nextClient.set(clientGenesis.nextClientSequence);
      schema.connectionParams.set(connectionGenesis.params);
      schema.nextConnection.set(connectionGenesis.nextConnectionSequence);
      schema.channelParams.set(channelGenesis.params.upgradeTimeout);
      schema.nextChannel.set(channelGenesis.nextChannelSequence);
      schema.localConnection.set(toItself);
      followHeight(ctx);
      return [];
    },
    exportGenesis(ctx) {
      const schema = schemaOf(ctx);
      return genesisJson.write({
        clientGenesis: {
          clients: [],
          clientsConsensus: [],
          clientsMetadata: [],
          params: schema.clientParams.require(),
          createLocalhost: false,
          nextClientSequence: schema.nextClient.require(),
        },
        connectionGenesis: {
          connections: [],
          clientConnectionPaths: [],
          nextConnectionSequence: schema.nextConnection.require(),
          params: schema.connectionParams.require(),
        },
        channelGenesis: {
          ...noPackets,
          channels: [],
          nextChannelSequence: schema.nextChannel.require(),
          params: { upgradeTimeout: schema.channelParams.require() },
        },
      });
    },
    beginBlock: followHeight,
  };
}

/** The connection that leads from the chain to itself. */
const toItself: ConnectionEnd = {
  clientId: localhost,
  versions: [{ identifier: '1', features: [Order.ORDER_ORDERED, Order.ORDER_UNORDERED].map(orderToJSON) }],
  state: State.STATE_OPEN,
  counterparty: {
    clientId: localhost,
    connectionId: localConnection,
    prefix: { keyPrefix: utf8ToBytes('ibc') },
  },
  delayPeriod: 0n,
};

/** The client to itself knows the chain as it is in this block. */
function followHeight(ctx: Context): void {
  const { chainId, height } = ctx.block;
  const latestHeight = { revisionNumber: revisionOf(chainId), revisionHeight: height };
  const value = proto(LocalClientState).encode(latestHeight);
  schemaOf(ctx).localClient.set({ typeUrl: LocalClientState.typeUrl!, value });
}

/** The number at the end of a chain id of the form `name-number`; 0 for any other. */
export function revisionOf(chainId: string): bigint {
  const match = /^.*[^\n-]-([1-9]\d*)$/.exec(chainId);
  return match ? BigInt(match[1]!) : 0n;
}
