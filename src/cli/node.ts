import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { Scenario } from '../network/scenarioSchema.js';
import { defaultMnemonic } from '../node/accounts.js';
import type { ChainOptions } from '../node/openChain.js';
import type { RunningNode, StartNodeOptions } from '../nodeEntry.js';
import { CodedError, simErrors } from '../util/errors.js';
import { exit, reportFailure } from './failures.js';
import { type CommonFlags, flag, verb, wholeNumber } from './flags.js';
import { createHome, findChainHome, genesisIn } from './home.js';
import { readInput, shipped } from './inputFile.js';
import { type Output, openOutput } from './output.js';

export interface NodeVerbFlags extends CommonFlags {
  readonly network?: string;
  readonly genesis?: string;
  readonly profile?: string;
  readonly seed?: string;
  readonly chainId?: string;
  readonly mode?: 'instant' | 'interval' | 'manual' | 'mixed';
  readonly blockTime?: number;
  readonly clock?: 'steps' | 'machine';
  readonly host: string;
  readonly rpcPort: number;
  readonly restPort: number;
  readonly grpcPort: number;
  readonly gatewayPort?: number;
  readonly accounts: number;
  readonly mnemonic?: string;
  readonly minimumGasPrices: string;
  readonly validatorKey?: string;
  readonly moniker: string;
  readonly haltHeight?: number;
  readonly unsafeCheats?: boolean;
}

/** `node`: a chain that any Cosmos client can talk to, on loopback. */
export function nodeVerb(done: (exitCode: number) => void): Command {
  return verb(
    'node',
    'start a node that Cosmos clients can talk to',
    'gonka-sim node --mode interval --block-time 1000',
  )
    .alias('start')
    .addOption(
      flag('--network <scenario>', 'participants that act on the chain by themselves; `default` for the shipped ones'),
    )
    .addOption(flag('--genesis <file>', 'genesis of the chain (default: a fresh one with funded accounts)'))
    .addOption(flag('--profile <name>', 'rules of the chain: proposal or gonka-2025-08 (default: as genesis says)'))
    .addOption(
      flag('--seed <text>', "seed of what the network's participants choose (default: 1, or that of the home)"),
    )
    .addOption(flag('--chain-id <id>', 'name of a fresh chain (default: gonka-sim-1)'))
    .addOption(
      flag('--mode <mode>', 'when blocks are made (default: instant; interval with --block-time or a network)').choices(
        ['instant', 'interval', 'manual', 'mixed'],
      ),
    )
    .addOption(flag('--block-time <ms>', 'between two blocks (default: 1000)', wholeNumber(1)))
    .addOption(
      flag(
        '--clock <clock>',
        'block times: steps of the block time, or the machine (default, but for a fresh chain without interval)',
      ).choices(['steps', 'machine']),
    )
    .addOption(flag('--host <host>', 'where to listen').default('127.0.0.1'))
    .addOption(flag('--rpc-port <port>', 'CometBFT RPC and WebSocket; 0 for any free one', port).default(26657))
    .addOption(flag('--rest-port <port>', 'REST and gRPC-web', port).default(1317))
    .addOption(flag('--grpc-port <port>', 'gRPC', port).default(9090))
    .addOption(flag('--gateway-port <port>', 'all doors behind one port as on Gonka nodes (default: none)', port))
    .addOption(flag('--accounts <n>', 'how many accounts a fresh genesis funds', wholeNumber(1)).default(10))
    .addOption(flag('--mnemonic <words>', 'whose accounts they are (default: test … junk)'))
    .addOption(flag('--minimum-gas-prices <coins>', 'what a transaction must pay, for example 0.025ngonka').default(''))
    .addOption(flag('--validator-key <file>', "priv_validator_key.json of the chain's validator"))
    .addOption(flag('--moniker <name>', 'name of the node').default('gonka-sim'))
    .addOption(flag('--halt-height <h>', 'the last block that is made', wholeNumber(1)))
    .addOption(flag('--unsafe-cheats', 'let whoever reaches the ports bend time and state, not this machine alone'))
    .action(async (flags: NodeVerbFlags) => done(await node(flags)));
}

const port = (text: string): number => {
  const value = Number(text);
  if (/^\d{1,5}$/.test(text) && value < 65536) return value;
  throw new InvalidArgumentError('a port from 0 to 65535 is wanted.');
};

async function node(flags: NodeVerbFlags): Promise<number> {
  const output = openOutput(flags);
  try {
    // What gRPC's library logs of a port that is taken is told by our own error.
    process.env.GRPC_VERBOSITY ??= 'NONE';
    const { startNode } = await import('../nodeEntry.js');
    const ended = untilStopped();
    // Every block is whole on disk or not there, so a bug may end the node anywhere.
    process.once('uncaughtException', (bug) => process.exit(reportFailure(bug)));
    const running = await startNode(await optionsOf(flags, output));
    await tell(running, flags, output);
    await ended;
    await running.stop();
    return exit.success;
  } finally {
    output.close();
  }
}

/** Settles at the first SIGINT or SIGTERM; the second one does not wait for the last block. */
function untilStopped(): Promise<void> {
  return new Promise((settle) => {
    const stop = () => {
      process
        .once('SIGINT', () => process.exit(exit.interrupted))
        .once('SIGTERM', () => process.exit(exit.interrupted));
      settle();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  });
}

const defaultSeed = '1';

async function optionsOf(flags: NodeVerbFlags, output: Output): Promise<StartNodeOptions> {
  const { profile, haltHeight, seed = defaultSeed, mnemonic, moniker, blockTime = 1000 } = flags;
  const network = flags.network === undefined ? undefined : await scenarioOf(flags.network);
  const fresh = { network, mnemonic, profile, accounts: flags.accounts, chainId: flags.chainId };
  const { systemTime } = await import('../node/blockClock.js');
  const byClock = flags.blockTime !== undefined || network !== undefined;
  const { mode = byClock ? 'interval' : 'instant' } = flags;
  // Clients of a chain by the clock, or of somebody's own genesis, expect times of today; a fresh one repeats its hashes.
  const isFresh = flags.genesis === undefined && (mode === 'instant' || mode === 'manual');
  const { clock = isFresh ? 'steps' : 'machine' } = flags;
  return {
    ...fresh,
    seed,
    ...(await chainOf(flags, fresh)),
    moniker,
    mode,
    blockTime,
    ...(clock === 'machine' ? { time: systemTime } : { timeStep: BigInt(blockTime) * 1_000_000n }),
    minGasPrices: await gasPricesOf(flags.minimumGasPrices),
    validatorKeys: flags.validatorKey === undefined ? undefined : [await validatorKeyOf(flags.validatorKey)],
    haltHeight: haltHeight === undefined ? undefined : BigInt(haltHeight),
    host: flags.host,
    rpcPort: flags.rpcPort,
    restPort: flags.restPort,
    grpcPort: flags.grpcPort,
    gatewayPort: flags.gatewayPort,
    unsafeCheats: flags.unsafeCheats,
    onProgress: (height, target) => output.log(`block ${height} on the way to ${target}`),
    onBug: (bug, where) => output.log(`warning: a bug in ${where}: ${bug instanceof Error ? bug.message : bug}`),
    onHalt: (reason) => output.log(`no more blocks: ${reason.message}`),
    onRefusal: (sender, reason) => output.log(`${sender}: ${reason}`),
  };
}

async function scenarioOf(named: string): Promise<Scenario> {
  const { parseScenario } = await import('../network/scenario.js');
  const file = named === 'default' ? shipped('scenarios/network.yaml') : named;
  return parseScenario(readInput(file), file);
}

/** Genesis, and the folder where a chain stays: one that is there goes on, another one is made. */
async function chainOf(flags: NodeVerbFlags, fresh: StartNodeOptions): Promise<Partial<StartNodeOptions>> {
  const { parseGenesisFile } = await import('../node/genesisFile.js');
  const { freshGenesis } = await import('../nodeEntry.js');
  const wanted = flags.genesis === undefined ? undefined : readInput(flags.genesis);
  const existing = flags.home === undefined ? undefined : findChainHome(flags.home);
  if (existing !== undefined) {
    const file = genesisIn(existing.directory);
    const text = readInput(file);
    const { directory, record } = existing;
    if (wanted !== undefined && wanted !== text) {
      throw new CodedError(simErrors.usage, `${directory} holds the chain of another genesis than --genesis`);
    }
    const chain = { genesis: parseGenesisFile(text, file), profile: record.profile };
    await assertNamed(directory, chain, flags);
    return { ...chain, home: directory, seed: flags.seed ?? record.seed };
  }
  const genesis = wanted ?? (await freshGenesis(fresh));
  const parsed = parseGenesisFile(genesis, flags.genesis ?? 'fresh genesis');
  if (flags.home === undefined) return { genesis: parsed };
  const { seed = defaultSeed } = flags;
  const home = await createHome(flags.home, { seed, profile: flags.profile, goOn: false, genesis });
  return { genesis: parsed, home: home.directory };
}

/** A chain that goes on keeps its name and its rules, so others may not be asked for. */
async function assertNamed(directory: string, chain: ChainOptions, { chainId, profile }: NodeVerbFlags): Promise<void> {
  const { profileOf } = await import('../node/openChain.js');
  const facts = [
    ['--chain-id', chain.genesis.chainId, chainId],
    ['--profile', profileOf(chain).name, profile],
  ] as const;
  for (const [name, there, asked] of facts) {
    if (asked === undefined || asked === there) continue;
    throw new CodedError(simErrors.usage, `${name} ${asked}: ${directory} holds a chain of ${there}, which goes on`);
  }
}

async function gasPricesOf(text: string): Promise<StartNodeOptions['minGasPrices']> {
  const { parse } = await import('../util/legacyDec.js');
  const prices = text === '' ? [] : text.split(',');
  return prices.map((price) => {
    const parts = /^(\d+(?:\.\d+)?)([a-zA-Z][a-zA-Z0-9/:._-]{2,127})$/.exec(price);
    if (parts !== null) return { amount: parse(parts[1]!), denom: parts[2]! };
    throw new CodedError(
      simErrors.usage,
      `--minimum-gas-prices: ${JSON.stringify(price)} is no price such as 0.025ngonka`,
    );
  });
}

async function validatorKeyOf(file: string) {
  const { parseKeyFile } = await import('../node/nodeKeys.js');
  return parseKeyFile(readInput(file), file);
}

/** The start screen, and the one line that scripts wait for. */
async function tell(running: RunningNode, flags: NodeVerbFlags, output: Output): Promise<void> {
  const { nodeScreen } = await import('../report/nodeScreen.js');
  const { secp256k1Engine } = await import('../util/secp256k1.js');
  const { node, rpcUrl, restUrl, grpcUrl, gatewayUrl } = running;
  const mnemonic = flags.mnemonic ?? defaultMnemonic;
  output.say(
    nodeScreen({ ...running, mnemonic, signatures: secp256k1Engine().name, style: { colour: output.colour } }),
  );
  const gateway = gatewayUrl === undefined ? '' : ` gateway=${gatewayUrl}`;
  output.say(`ready rpc=${rpcUrl} rest=${restUrl} grpc=${grpcUrl}${gateway}`);
  output.machine(
    JSON.stringify({
      schema: 'gonka-sim/node/1',
      type: 'ready',
      chainId: node.chainId,
      height: Number(node.height),
      rpc: rpcUrl,
      rest: restUrl,
      grpc: grpcUrl,
      ...(gatewayUrl && { gateway: gatewayUrl }),
    }),
  );
  node.events.subscribe(({ event }) => {
    if (event.type !== 'NewBlock' || event.results.txResults.length === 0) return;
    const { height, txResults } = event.results;
    const failed = txResults.filter(({ code }) => code !== 0).length;
    const count = txResults.length === 1 ? '1 transaction' : `${txResults.length} transactions`;
    output.log(`block ${height}: ${count}${failed > 0 ? `, ${failed} failed` : ''}`);
  });
}
