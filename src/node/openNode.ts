import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sdkAnteWith } from '../app/ante/sdkAnte.js';
import { readConsensusParams } from '../app/consensusParams.js';
import type { GonkaApp } from '../app/gonkaApp.js';
import type { Backend } from '../store/backend.js';
import type { Ed25519Key } from '../types/comet/ed25519.js';
import { consensusAddress } from '../types/comet/keys.js';
import type { ValidatorSet } from '../types/comet/validatorSet.js';
import { equalBytes } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import { BlockClock } from './blockClock.js';
import { BlockMaker } from './blockMaker.js';
import { BlockStore } from './blockStore.js';
import { type ChainTip, genesisTip } from './chainTip.js';
import { Impersonation } from './impersonation.js';
import { Node } from './node.js';
import { readHead } from './nodeHead.js';
import { defaultNodeKey, nodeIdOf, parseKeyFile } from './nodeKeys.js';
import type { NodeOptions } from './nodeOptions.js';
import type { NodeParts } from './nodeParts.js';
import { beginOrGoOn, type OpenedChain, profileOf } from './openChain.js';
import { packageVersion } from './packageVersion.js';
import { machineTimers } from './producer.js';
import { serviceQueries } from './services/routes.js';
import { Signers } from './signers.js';
import { tipAt } from './tipAt.js';
import { TxIndex } from './txIndex.js';

/** A node in memory that does nothing by itself and tells nobody. */
const alone: Partial<NodeOptions> = {
  home: undefined,
  backend: undefined,
  mode: 'manual',
  haltHeight: undefined,
  onHalt: undefined,
};

/** In memory old blocks must go some day. */
const blocksInMemory = 10_000n;
const defaultBlockTime = 1000;

/**
 * Starts a node: at its genesis, of which it makes the first block, or where its folder stands. Blocks then come by
 * themselves, as the mode says, until it is stopped.
 *
 * @throws what `openChain` throws; gonka-sim/20 for a genesis without validators; gonka-sim/26 for a folder whose chain was
 *   run without a node
 */
export async function openNode(options: NodeOptions): Promise<Node> {
  const backend = options.backend ?? (options.home === undefined ? undefined : await openStore(options.home));
  try {
    return assemble(options, backend);
  } catch (error) {
    await backend?.close();
    throw error;
  }
}

async function openStore(home: string): Promise<Backend> {
  const { openLevelBackend } = await import('../store/levelBackend.js');
  return openLevelBackend(join(home, 'data'));
}

function assemble(options: NodeOptions, backend: Backend | undefined): Node {
  const { genesis, home, minGasPrices = [] } = options;
  const impersonation = new Impersonation();
  const isImpersonated = (address: string) => impersonation.has(address);
  const { ante = sdkAnteWith({ minGasPrices, isImpersonated }), version = packageVersion() } = options;
  const opened = beginOrGoOn({ ...options, backend, ante, version });
  const { app } = opened;
  const head = readHead(app);
  const blocks = new BlockStore(app, head?.earliest ?? 0n, app.info.lastHeight);
  const tip = tipOf(opened, options, blocks);
  const txs = new TxIndex(app, blocks);
  const clock = new BlockClock({ source: options.time, step: options.timeStep, state: head?.clock });
  const keys = options.validatorKeys ?? keysIn(home);
  const signers = new Signers(keys);
  const keepBlocks = options.keepBlocks ?? (backend === undefined ? blocksInMemory : undefined);
  const parts: NodeParts = {
    app,
    genesis,
    maker: new BlockMaker({ app, chainId: genesis.chainId, tip, blocks, txs, clock, signers, keepBlocks }),
    blocks,
    txs,
    clock,
    signers,
    impersonation,
    moniker: options.moniker ?? 'gonka-sim',
    nodeId: nodeIdOf(keyIn(home, 'node_key.json') ?? defaultNodeKey(genesis.chainId)),
    validator: validatorOf(tip.validators.set, signers, keys[0]),
    mempoolLimits: options.mempool,
    mode: options.mode ?? 'instant',
    blockTime: options.blockTime ?? defaultBlockTime,
    schedule: options.schedule ?? machineTimers,
    minGasPrices,
    haltHeight: options.haltHeight,
    onHalt: options.onHalt,
    onBug: options.onBug,
    profile: profileOf(options),
    close: async () => backend?.close(),
  };
  const node = new Node(parts, (own) => openNode({ ...options, ...alone, validatorKeys: keys, ...own }));
  app.machine.routes.addQueries(serviceQueries(node), 'node');
  node.start();
  return node;
}

function tipOf({ app, genesisValidators }: OpenedChain, { genesis }: NodeOptions, blocks: BlockStore): ChainTip {
  const { initialHeight, time } = genesis;
  if (genesisValidators === undefined) {
    assertKept(app, blocks);
    return tipAt(blocks, initialHeight);
  }
  if (genesisValidators.length === 0) {
    throw new CodedError(simErrors.genesisInvalid, 'it makes nobody a validator, so there would be no blocks');
  }
  const params = readConsensusParams(genesis.consensusParams);
  return genesisTip({ initialHeight, time, validators: genesisValidators, params });
}

/** A chain that was run without a node has a state but no blocks, which nobody could make up. */
function assertKept(app: GonkaApp, blocks: BlockStore): void {
  const { lastAppHash, lastHeight: height } = app.info;
  if (blocks.earliest === 0n) {
    const remedy = 'export its genesis (`gonka-sim genesis export`) and start a node from that';
    throw new CodedError(simErrors.usage, `the store holds a chain without blocks, at height ${height}: ${remedy}`);
  }
  const kept = blocks.results(height);
  if (kept !== undefined && equalBytes(kept.appHash, lastAppHash)) return;
  throw new CodedError(simErrors.storeCorrupt, `block ${height} does not belong to the state of that height`);
}

/** The validator that stands for this node: the one of its key, else the strongest that it can sign for. */
function validatorOf(set: ValidatorSet, signers: Signers, key: Ed25519Key | undefined) {
  if (key !== undefined) return { address: consensusAddress(key.publicKey), pubKey: key.publicKey };
  const table = signers.of(set);
  const { address, pubKey } = set.validators.find((validator) => table.has(validator.address))!;
  return { address, pubKey };
}

function keysIn(home: string | undefined): readonly Ed25519Key[] {
  const key = keyIn(home, 'priv_validator_key.json');
  return key === undefined ? [] : [key];
}

function keyIn(home: string | undefined, name: string): Ed25519Key | undefined {
  if (home === undefined) return undefined;
  const file = join(home, 'config', name);
  return existsSync(file) ? parseKeyFile(readFileSync(file, 'utf8'), file) : undefined;
}
