import type { ConsensusParams } from 'cosmjs-types/tendermint/types/params';
import type { Context } from '../types/context.js';
import type { AppModule, ValidatorUpdate } from '../types/module.js';
import { compareUtf8 } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import type { ForeignModules } from './meta.js';

/** In which order the modules act; a module that acts at a point must be named there. */
export interface ModuleOrder {
  readonly initGenesis: readonly string[];
  readonly beginBlock: readonly string[];
  readonly endBlock: readonly string[];
}

/** `app_state` of a genesis: each module's part under its name. */
export type AppState = Readonly<Record<string, unknown>>;

/** The modules of a chain, each asked in its turn. */
export class ModuleManager<K> {
  readonly modules: readonly AppModule<K>[];
  readonly #initGenesis: readonly AppModule<K>[];
  readonly #beginBlock: readonly AppModule<K>[];
  readonly #endBlock: readonly AppModule<K>[];

  constructor(modules: readonly AppModule<K>[], order: ModuleOrder) {
    this.modules = modules;
    this.#initGenesis = inOrder(modules, order.initGenesis, 'initGenesis');
    this.#beginBlock = inOrder(modules, order.beginBlock, 'beginBlock');
    this.#endBlock = inOrder(modules, order.endBlock, 'endBlock');
  }

  /** Throws what is wrong with a genesis, of all modules at once. A part that is not there is not checked. */
  validateGenesis(state: AppState): void {
    const given = this.#initGenesis.filter(({ name }) => Object.hasOwn(state, name));
    const errors = given.flatMap((module) => complaint(() => module.validateGenesis(state[module.name])));
    if (errors.length > 1) throw allOf(errors);
    if (errors[0] !== undefined) throw errors[0];
  }

  /** A module without a part in the genesis gets `undefined`, and starts from its defaults. */
  initGenesis(ctx: Context, keepers: K, state: AppState): readonly ValidatorUpdate[] {
    const updates = this.#initGenesis.map((module) => [
      module.name,
      module.initGenesis(ctx, keepers, Object.hasOwn(state, module.name) ? state[module.name] : undefined),
    ]);
    return onlyUpdates(updates as [string, readonly ValidatorUpdate[]][], 'InitGenesis');
  }

  beginBlock(ctx: Context, keepers: K): void {
    for (const module of this.#beginBlock) module.beginBlock?.(ctx, keepers);
  }

  endBlock(ctx: Context, keepers: K): readonly ValidatorUpdate[] {
    const updates = this.#endBlock.map((module) => [module.name, module.endBlock?.(ctx, keepers) ?? []]);
    return onlyUpdates(updates as [string, readonly ValidatorUpdate[]][], 'EndBlock');
  }

  /** CometBFT's parameters as they are now; undefined where no module keeps them. */
  consensusParams(ctx: Context): ConsensusParams | undefined {
    return this.modules.find((module) => module.consensusParams !== undefined)?.consensusParams?.(ctx);
  }

  /** The whole `app_state`: what the modules say now, and what was foreign at genesis; by name. */
  exportGenesis(ctx: Context, keepers: K, foreign: ForeignModules): AppState {
    const parts = [
      ...Object.entries(foreign),
      ...this.modules.map((module) => [module.name, module.exportGenesis(ctx, keepers)] as const),
    ];
    return Object.fromEntries(parts.sort(([a], [b]) => compareUtf8(a, b)));
  }

  /** The parts of a genesis that no module claims. */
  foreign(state: AppState): ForeignModules {
    const own = new Set(this.modules.map(({ name }) => name));
    return Object.fromEntries(Object.entries(state).filter(([name]) => !own.has(name)));
  }
}

function complaint(check: () => void): CodedError[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof CodedError) return [error];
    throw error;
  }
}

/** One error that lists the faults of several, a line each, and has them as data. */
function allOf(errors: readonly CodedError[]): CodedError {
  const faults = errors.flatMap(
    (error) => error.context.faults ?? [{ path: error.context.path, problem: problemOf(error) }],
  );
  return new CodedError(simErrors.genesisInvalid, errors.map(detailOf).join('\n'), { context: { faults } });
}

const detailOf = ({ message, kind }: CodedError): string => message.slice(0, -`: ${kind.text}`.length);

/** What is wrong, without the place. */
function problemOf(error: CodedError): string {
  const [detail, place] = [detailOf(error), `${error.context.path}: `];
  return detail.startsWith(place) ? detail.slice(place.length) : detail;
}

function inOrder<K>(
  modules: readonly AppModule<K>[],
  names: readonly string[],
  point: keyof ModuleOrder,
): readonly AppModule<K>[] {
  const chosen = names.map((name) => {
    const module = modules.find((candidate) => candidate.name === name);
    if (module === undefined) throw new CodedError(simErrors.usage, `order.${point} names ${name}, which is no module`);
    return module;
  });
  const forgotten = modules.find((module) => module[point] !== undefined && !chosen.includes(module));
  if (forgotten !== undefined) throw new CodedError(simErrors.usage, `order.${point} forgets ${forgotten.name}`);
  if (new Set(chosen).size < chosen.length)
    throw new CodedError(simErrors.usage, `order.${point} names a module twice`);
  return chosen;
}

/** Only one module may have a say in the validator set at one time, as in the SDK. */
function onlyUpdates(
  byModule: readonly (readonly [module: string, updates: readonly ValidatorUpdate[]])[],
  where: string,
): readonly ValidatorUpdate[] {
  const speaking = byModule.filter(([, updates]) => updates.length > 0);
  const [first, second] = speaking;
  if (second === undefined) return first?.[1] ?? [];
  throw new CodedError(
    simErrors.chainHalted,
    `validator ${where} updates already set by a previous module: ${first?.[0]}, then ${second[0]}`,
  );
}
