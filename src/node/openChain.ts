import type { BugListener } from '../app/failure.js';
import { createGonkaApp, type GonkaApp } from '../app/gonkaApp.js';
import type { ChainProfile } from '../module/chainProfile.js';
import type { OnStageFailure } from '../module/epochConduct.js';
import { ProfileRegistry, proposal } from '../module/profiles.js';
import type { Backend } from '../store/backend.js';
import type { Pruning } from '../store/pruning.js';
import { CodedError, simErrors } from '../util/errors.js';
import type { GenesisFile } from './genesisFile.js';

export type { GonkaApp };

export interface ChainOptions {
  readonly genesis: GenesisFile;
  /** The rules, or the name of built-in ones; those that genesis names when left out, else `proposal`. */
  readonly profile?: string | ChainProfile | undefined;
  /** What becomes of the chain when a stage of an epoch fails; left out, what its rules say. */
  readonly onStageFailure?: OnStageFailure | undefined;
  /** Where commits are kept, all of them; without one the last few hundred live in memory. */
  readonly backend?: Backend | undefined;
  /** Told of every throw that is not a coded error: a bug. */
  readonly onBug?: BugListener | undefined;
}

/** A report looks back as far as an epoch's groups were formed, which is minutes ago; more would only cost memory. */
const memoryPruning: Pruning = { keepRecent: 500, interval: 100 };

/**
 * Opens the chain of a genesis: at its beginning, or where its backend stands.
 *
 * @throws gonka-sim/20 with the faults of the genesis, gonka-sim/22 for a profile that nobody knows, gonka-sim/26 when the
 *   backend holds the chain of another genesis
 */
export function openChain(options: ChainOptions): GonkaApp {
  const { genesis, backend, onStageFailure, onBug } = options;
  const profile = profileOf(options);
  const app = createGonkaApp({
    profile,
    bech32Prefix: genesis.bech32Prefix,
    denom: genesis.denom,
    store: {
      initialVersion: genesis.initialHeight,
      ...(backend === undefined ? { pruning: memoryPruning } : { backend }),
    },
    onStageFailure,
    onBug,
  });
  if (app.isInitialized) assertSame(app, genesis, profile);
  else begin(app, genesis, profile);
  return app;
}

/** The rules that a chain runs. */
export function profileOf({ genesis, profile }: ChainOptions): ChainProfile {
  if (typeof profile === 'object') return profile;
  const { profile: named } = (genesis.appState.inference ?? {}) as { readonly profile?: unknown };
  const fromGenesis = typeof named === 'string' && named !== '' ? named : proposal.name;
  return new ProfileRegistry().get(profile ?? fromGenesis);
}

function begin(app: GonkaApp, genesis: GenesisFile, profile: ChainProfile): void {
  const { chainId, time, initialHeight, consensusParams, hash: genesisHash } = genesis;
  const appState = underRules(genesis.appState, profile);
  app.initChain({ chainId, time, initialHeight, consensusParams, appState, genesisHash, profile: profile.name });
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
