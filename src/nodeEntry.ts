// gonka-sim/node: a node with its doors, for programs and tests (docs/library.md).
import type { FastifyInstance } from 'fastify';
import { devScenario } from './network/devScenario.js';
import { type LiveNetwork, startLiveNetwork } from './network/liveNetwork.js';
import { genesisText } from './network/makeGenesis.js';
import type { Scenario } from './network/scenarioSchema.js';
import { signTx } from './network/signTx.js';
import { type Account, assertMnemonic, defaultMnemonic, deriveAccounts } from './node/accounts.js';
import { type GenesisFile, parseGenesisFile } from './node/genesisFile.js';
import type { Node } from './node/node.js';
import type { NodeOptions } from './node/nodeOptions.js';
import { openNode } from './node/openNode.js';
import { CheatCaller, isLoopback } from './rpc/cheats/cheatCaller.js';
import { addCheatRoutes } from './rpc/cheats/restRoutes.js';
import type { OwnMethods } from './rpc/comet/route.js';
import { startCometServer } from './rpc/comet/server.js';
import type { FaucetOptions } from './rpc/site/faucet.js';
import type { SiteOptions } from './rpc/site/siteRoutes.js';

export { parseScenario } from './network/scenario.js';
export { parseGenesisFile } from './node/genesisFile.js';
export type { Node };

export interface StartNodeOptions extends Omit<NodeOptions, 'genesis'> {
  /** The chain; a fresh one with funded accounts when left out. */
  readonly genesis?: GenesisFile | undefined;
  /** Participants that act on the chain by themselves; a fresh genesis is theirs. */
  readonly network?: Scenario | undefined;
  /** Seed of what the network's participants choose. */
  readonly seed?: string | undefined;
  /** How many accounts a fresh genesis funds; 10 when left out. */
  readonly accounts?: number | undefined;
  /** Whose accounts they are. */
  readonly mnemonic?: string | undefined;
  readonly chainId?: string | undefined;
  /** Loopback when left out. */
  readonly host?: string | undefined;
  /** Ports; any free one when left out or 0. */
  readonly rpcPort?: number | undefined;
  readonly restPort?: number | undefined;
  readonly grpcPort?: number | undefined;
  /** Of a gateway, which has all doors behind one port; without it there is none. */
  readonly gatewayPort?: number | undefined;
  /** What the faucet pays at a time, in the base denomination, and how many seconds apart; 10 coins at any time. */
  readonly faucet?: { readonly amount: bigint; readonly cooldown: number } | undefined;
  /** Lets whoever reaches the ports cheat (docs/cheats.md); without it only this machine may, and no page of another one. */
  readonly unsafeCheats?: boolean | undefined;
  /** Told of a long advance now and then: the height that is reached, and the one that is on the way. */
  readonly onProgress?: ((height: bigint, target: bigint) => void) | undefined;
  /** Told of a participant's transaction that the node refuses. */
  readonly onRefusal?: ((sender: string, reason: string) => void) | undefined;
}

/** A node that answers on its ports. */
export interface RunningNode extends AsyncDisposable {
  readonly node: Node;
  readonly rpcUrl: string;
  readonly restUrl: string;
  /** `host:port`. */
  readonly grpcUrl: string;
  readonly gatewayUrl: string | undefined;
  /** The mnemonic's accounts that genesis funds. */
  readonly accounts: readonly Account[];
  /** Closes the ports, finishes the block at hand, and writes everything. */
  stop(): Promise<void>;
}

/** Nanoseconds between two blocks, unless a clock is asked for: then the same transactions give the same hashes. */
const defaultStep = 1_000_000_000n;

/**
 * Starts a node on free ports of this machine: a fresh chain in memory, whose funded accounts can send transactions at once.
 *
 * All ports answer, and block 1 exists, when it is returned. `await using` stops it.
 *
 * @throws what `openNode` throws; gonka-sim/26 when a port is taken
 */
export async function startNode(options: StartNodeOptions = {}): Promise<RunningNode> {
  const { host = '127.0.0.1', network, seed = '1', mnemonic = network?.mnemonic ?? defaultMnemonic } = options;
  const genesis = options.genesis ?? parseGenesisFile(await freshGenesis(options), 'fresh genesis');
  const timeStep = options.timeStep ?? (options.time === undefined ? defaultStep : undefined);
  const node = await openNode({ ...options, genesis, timeStep });
  const closers: (() => Promise<void>)[] = [() => node.stop()];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  const opened = <T extends { close(): Promise<void> }>(door: T): T => {
    closers.push(() => door.close());
    return door;
  };
  try {
    const accounts = fundedAccounts(genesis, mnemonic, options.accounts ?? 10);
    const urls = { rpcUrl: '', restUrl: '', grpcUrl: '' };
    const site = siteOf(urls, faucetOf(node, accounts.at(-1), options.faucet));
    const cheats = cheatsOf(node, host, options);
    const beyond: OwnMethods = (...call) => cheats.call(...call);
    urls.rpcUrl = opened(await startCometServer(node, { host, port: options.rpcPort, beyond })).url;
    // Loaded behind the first port, which answers already.
    const { addSiteRoutes } = await import('./rpc/site/siteRoutes.js');
    const { startRestServer } = await import('./rpc/rest/server.js');
    const { startGrpcServer } = await import('./rpc/grpc/server.js');
    const routes = (server: FastifyInstance): void => {
      addSiteRoutes(server, node, site);
      addCheatRoutes(server, cheats);
    };
    urls.restUrl = opened(await startRestServer(node, { host, port: options.restPort ?? 0, routes })).url;
    urls.grpcUrl = opened(await startGrpcServer(node, { host, port: options.grpcPort ?? 0 })).url;
    const { gatewayPort: port } = options;
    const { startGateway } = await import('./rpc/gateway/server.js');
    const gateway = port === undefined ? undefined : opened(await startGateway(node, { host, port, ...site }));
    const live = network === undefined ? undefined : await startNetwork(node, network, seed, options.onRefusal);
    if (live !== undefined) closers.push(async () => live.stop());
    return { node, ...urls, gatewayUrl: gateway?.url, accounts, stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Who reaches a port can bend the chain: on loopback that is its owner. */
function cheatsOf(node: Node, host: string, { unsafeCheats = false, onProgress }: StartNodeOptions): CheatCaller {
  const access = unsafeCheats ? 'everybody' : isLoopback(host) ? 'loopback' : 'nobody';
  return new CheatCaller({ node, onProgress }, access);
}

const siteOf = (
  urls: Pick<RunningNode, 'rpcUrl' | 'restUrl' | 'grpcUrl'>,
  faucet: FaucetOptions | undefined,
): SiteOptions => ({
  chain: () => ({ rpc: urls.rpcUrl, rest: urls.restUrl, grpc: urls.grpcUrl }),
  faucet,
});

const defaultFaucet = { amount: 10_000_000_000n, cooldown: 0 };

/** The last of the funded accounts pays newcomers. */
function faucetOf(
  { chainId, genesis }: Node,
  account: Account | undefined,
  { amount, cooldown } = defaultFaucet,
): FaucetOptions | undefined {
  if (account === undefined) return undefined;
  return {
    address: account.address,
    sign: (transfer) => signTx({ ...transfer, account, chainId }),
    amounts: { [genesis.denom]: amount },
    cooldown,
  };
}

const startNetwork = (
  node: Node,
  scenario: Scenario,
  seed: string,
  onRefusal: StartNodeOptions['onRefusal'],
): Promise<LiveNetwork> => startLiveNetwork({ node, scenario, seed, ...(onRefusal && { onRefusal }) });

/** The text of a fresh genesis: of a network's participants, or of a chain of one, with funded accounts. */
export function freshGenesis(options: StartNodeOptions): Promise<string> {
  const { network, mnemonic, accounts, chainId, profile } = options;
  if (mnemonic !== undefined) assertMnemonic(mnemonic);
  return genesisText({
    scenario: network ?? devScenario(mnemonic),
    ...(accounts === undefined ? {} : { accounts }),
    ...(chainId === undefined ? {} : { chainId }),
    ...(profile === undefined ? {} : { profile: typeof profile === 'string' ? profile : profile.name }),
  });
}

/** The mnemonic's first accounts, as far as genesis gives them coins. */
function fundedAccounts({ appState, bech32Prefix }: GenesisFile, mnemonic: string, count: number): readonly Account[] {
  const bank = appState.bank as { readonly balances?: readonly { readonly address: string }[] } | undefined;
  const funded = new Set(bank?.balances?.map(({ address }) => address));
  return deriveAccounts(mnemonic, [...Array(count).keys()], bech32Prefix).filter(({ address }) => funded.has(address));
}
