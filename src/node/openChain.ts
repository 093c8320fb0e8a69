import type { BugListener } from '../app/failure.js';
import { type AppWatch, createGonkaApp, type GonkaApp, type GonkaAppOptions } from '../app/gonkaApp.js';
import type { ChainProfile } from '../module/chainProfile.js';
import type { OnStageFailure } from '../module/epochConduct.js';
import { ProfileRegistry, proposal } from '../module/profiles.js';
import type { Backend } from '../store/backend.js';
import { type Pruning, pruneNothing } from '../store/pruning.js';
import type { ValidatorUpdate } from '../types/module.js';
import { CodedError, simErrors } from '../util/errors.js';
import { assertChainArguments } from './chainArguments.js';
import type { GenesisFile } from './genesisFile.js';

export type { GonkaApp };

export interface ChainOptions {
  readonly genesis: GenesisFile;
  /** The rules, or the name of built-in ones; those that genesis names when left out, else `proposal`. */
  readonly profile?: string | ChainProfile | undefined;
  /** What becomes of the chain when a stage of an epoch fails; left out, what its rules say. */
  readonly onStageFailure?: OnStageFailure | undefined;
  /** Where commits are kept; without one they live in memory. */
  readonly backend?: Backend | undefined;
  /** Which heights can be asked for: all that a backend keeps, the last few hundred in memory, unless told otherwise. */
  readonly pruning?: Pruning | undefined;
  /** Checks of a transaction before its messages run; without any it needs no signature. */
  readonly ante?: GonkaAppOptions['ante'];
  /** Told of every throw that is not a coded error: a bug. */
  readonly onBug?: BugListener | undefined;
  readonly watch?: AppWatch | undefined;
  /** What the application says its version is. */
  readonly version?: string | undefined;
}

/** A report looks back as far as an epoch's groups were formed, which is minutes ago; more would only cost memory. */
export const memoryPruning: Pruning = { keepRecent: 500, interval: 100 };

/**
 * Opens the chain of a genesis: at its beginning, or where its backend stands.
 *
 * @throws gonka-sim/20 with the faults of the genesis, gonka-sim/22 for a profile that nobody knows, gonka-sim/26 when an
 *   argument is not what it should be, or the backend holds the chain of another genesis
 */
export const openChain = (options: ChainOptions): GonkaApp => beginOrGoOn(options).app;

/** A chain as it was opened. */
export interface OpenedChain {
  readonly app: GonkaApp;
  /** Whom genesis makes validators; undefined for a chain that goes on. */
  readonly genesisValidators: readonly ValidatorUpdate[] | undefined;
}

/** Opens a chain like `openChain`, for who needs the validators of a new one. */
export function beginOrGoOn(options: ChainOptions): OpenedChain {
  assertChainArguments(options);
  const { genesis, backend, onStageFailure, onBug, ante, watch, version } = options;
  const pruning = options.pruning ?? (backend === undefined ? memoryPruning : pruneNothing);
  const profile = profileOf(options);
  const app = createGonkaApp({
    profile,
    bech32Prefix: genesis.bech32Prefix,
    denom: genesis.denom,
    genesisParts: Object.keys(genesis.appState),
    store: {
      initialVersion: genesis.initialHeight,
      pruning,
      ...(backend && { backend }),
    },
    onStageFailure,
    onBug,
    ante,
    watch,
    version,
  });
  if (!app.isInitialized) return { app, genesisValidators: begin(app, genesis, profile) };
  assertSame(app, genesis, profile);
  return { app, genesisValidators: undefined };
}

/** The rules that a chain runs. */
export function profileOf({ genesis, profile }: ChainOptions): ChainProfile {
  if (typeof profile === 'object') return profile;
  const { profile: named } = (genesis.appState.inference ?? {}) as { readonly profile?: unknown };
  const fromGenesis = typeof named === 'string' && named !== '' ? named : proposal.name;
  return new ProfileRegistry().get(profile ?? fromGenesis);
}

function begin(app: GonkaApp, genesis: GenesisFile, profile: ChainProfile): readonly ValidatorUpdate[] {
  const { chainId, time, initialHeight, consensusParams, hash: genesisHash } = genesis;
  const appState = underRules(genesis.appState, profile);
  const known = { chainId, time, initialHeight, consensusParams, appState, genesisHash, profile: profile.name };
  return app.initChain(known).validators;
}

/** The genesis as it is for a chain of these rules. */
function underRules(appState: GenesisFile['appState'], profile: ChainProfile): GenesisFile['appState'] {
  const { inference } = appState;
  if (!isObject(inference)) return appState;
  const known = profile.genesis.mayDeclareNodes ? inference : withoutExtensions(inference);
  return { ...appState, inference: { ...known, profile: profile.name } };
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (json: unknown): json is Fields => typeof json === 'object' && json !== null;

/**
 * Without what the deployed chain has no place for: parameters for several models, and nodes, which their participants
 * declare themselves in the first blocks.
 */
function withoutExtensions({ hardware_nodes_list, initial_ml_nodes, params, ...sections }: Fields): Fields {
  if (!isObject(params)) return sections;
  const { multi_model_params, ...deployed } = params;
  return { ...sections, params: deployed };
}

function assertSame(app: GonkaApp, { hash }: GenesisFile, { name }: ChainProfile): void {
  const { chainId, genesisHash, profile } = app.info;
  if (genesisHash !== hash)
    throw new CodedError(simErrors.usage, `the store holds chain ${chainId} of another genesis`);
  if (profile !== name)
    throw new CodedError(simErrors.usage, `the store holds a chain of profile ${profile}, not ${name}`);
}
