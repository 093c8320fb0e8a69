import type { Any } from 'cosmjs-types/google/protobuf/any';
import { type InferenceKeepers, Keeper } from '../../src/keeper/keeper.js';
import type { KeeperProfile } from '../../src/keeper/profile.js';
import { inferenceMsgRoutes } from '../../src/keeper/routes.js';
import { moduleName } from '../../src/keeper/schema.js';
import { deployed, proposal } from '../../src/module/profiles.js';
import { AuthKeeper } from '../../src/sdk/auth/keeper.js';
import { chainConfig } from '../../src/sdk/config.js';
import { GroupKeeper } from '../../src/sdk/group/keeper.js';
import { infiniteGasMeter } from '../../src/store/gas.js';
import type { KVStore } from '../../src/store/kv.js';
import { MemoryStore } from '../../src/store/memoryStore.js';
import { branchOf } from '../../src/store/storeBranches.js';
import { branch } from '../../src/types/branch.js';
import type { Context } from '../../src/types/context.js';
import { sdkErrors } from '../../src/types/errors.js';
import { EventLog } from '../../src/types/eventLog.js';
import type { BookEntry, Coin, ExpectedBank, Neighbours } from '../../src/types/expectedKeepers.js';
import type { MsgRoute, MsgRouter } from '../../src/types/module.js';
import { CodedError } from '../../src/util/errors.js';

export { deployed, proposal };

type AnyRoute = MsgRoute<InferenceKeepers, unknown, unknown>;

/** One movement of the stand-in bank; modules go by `module:` and their name. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly coin: Coin;
}

/** What the module asked of its neighbours, in order. */
export interface Requests {
  readonly moves: Move[];
  readonly books: BookEntry[];
  readonly slashes: { participant: string; fraction: bigint }[];
  readonly vested: { participant: string; module: string; coins: readonly Coin[]; epochs: bigint }[];
}

export interface Block {
  readonly height: bigint;
  /** Milliseconds since the Unix epoch. */
  readonly timeMs: bigint;
}

/** A keeper in a small world: real stores, accounts and x/group; a bank, collateral and vesting that write down what is asked. */
export class World {
  readonly stores = new Map<string, MemoryStore>();
  /** Balances that are limited, by address or `module:name`; all others are without end. */
  readonly balances = new Map<string, bigint>();
  readonly grants = new Map<string, readonly string[]>();
  requests: Requests = noRequests();
  block: Block = { height: 1n, timeMs: 1_750_000_000_000n };
  readonly #routes: ReadonlyMap<string, AnyRoute>;

  constructor(
    readonly profile: KeeperProfile,
    readonly options: { readonly hasVesting: boolean } = { hasVesting: true },
  ) {
    const routes = inferenceMsgRoutes(profile.conduct, 'gonka') as unknown as readonly AnyRoute[];
    this.#routes = new Map(routes.map((route) => [route.typeUrl, route]));
  }

  /** The route of a message type of the module. */
  routeOf(typeUrl: string): AnyRoute {
    const route = this.#routes.get(typeUrl);
    if (route === undefined) throw new Error(`no route for ${typeUrl}`);
    return route;
  }

  store(name: string): KVStore {
    const known = this.stores.get(name);
    if (known !== undefined) return known;
    const made = new MemoryStore();
    this.stores.set(name, made);
    return made;
  }

  /** A context over the world's stores; what is written stays only if it is committed. */
  context(): Context & { commit(): void } {
    return branch(this.#ground());
  }

  #ground(): Context {
    const stores = branchOf({ store: (name) => this.store(name) });
    const events = new EventLog();
    const ground: Context = {
      block: {
        chainId: 'test-1',
        height: this.block.height,
        time: this.block.timeMs * 1_000_000n,
        proposer: new Uint8Array(20),
        previousAppHash: new Uint8Array(32),
      },
      stores: { ...stores, store: (name) => this.store(name), branch: () => branchOf(ground.stores), write() {} },
      gas: infiniteGasMeter(),
      events,
      emit: (event) => events.emit(event),
    };
    return ground;
  }

  keeper(ctx: Context): Keeper {
    return new Keeper(ctx, this.neighbours(ctx), this.profile, 'gonka');
  }

  group(ctx: Context): GroupKeeper {
    return new GroupKeeper(ctx, this.#config(), this.auth(ctx));
  }

  auth(ctx: Context): AuthKeeper {
    return new AuthKeeper(ctx, this.#config());
  }

  neighbours(ctx: Context): Neighbours {
    const { requests } = this;
    const neighbours: Neighbours = {
      auth: this.auth(ctx),
      bank: this.#bank(),
      group: this.group(ctx),
      staking: { bonded: () => [], setComputeValidators: () => {} },
      collateral: {
        collateral: () => undefined,
        slash: (participant, fraction) => requests.slashes.push({ participant, fraction }),
        advanceEpoch: () => {},
      },
      authz: { grantees: (granter) => this.grants.get(granter) ?? [] },
      bookkeeper: { enter: (entry) => requests.books.push(entry) },
    };
    if (!this.options.hasVesting) return neighbours;
    const vest = (module: string, participant: string, coins: readonly Coin[], epochs: bigint) =>
      requests.vested.push({ participant, module, coins, epochs });
    return { ...neighbours, vesting: { vest } };
  }

  /** Runs stateless checks and the handler; a failure leaves no trace in stores or balances. */
  send<Req>(typeUrl: string, msg: Req): { response: unknown; context: Context } {
    const route = this.routeOf(typeUrl);
    route.validateBasic?.(msg);
    const context = this.context();
    const balances = new Map(this.balances);
    this.requests = noRequests();
    try {
      const response = route.handle(context, { inference: this.keeper(context) }, msg);
      context.commit();
      return { response, context };
    } catch (error) {
      this.balances.clear();
      for (const [address, balance] of balances) this.balances.set(address, balance);
      throw error;
    }
  }

  /** Runs something that writes outside of messages. */
  act<T>(run: (keeper: Keeper) => T): T {
    const context = this.context();
    const result = run(this.keeper(context));
    context.commit();
    return result;
  }

  /** Keys and values of the module's store, as hex. */
  dump(): Map<string, string> {
    const hex = (latin1: string) => Buffer.from(latin1, 'latin1').toString('hex');
    const entries = [...this.store(moduleName).iterate()];
    return new Map(entries.map(([key, value]) => [hex(key), Buffer.from(value.bytes).toString('hex')]));
  }

  #config() {
    return chainConfig({ bech32Prefix: 'gonka', denom: 'ngonka', router: this.#router() });
  }

  #router(): MsgRouter {
    const decode = ({ typeUrl, value }: Any) => {
      const route = this.routeOf(typeUrl);
      return { route, msg: route.request.decode(value) };
    };
    return {
      signers: (message) => {
        const { route, msg } = decode(message);
        return route.signers(msg);
      },
      validateBasic: (message) => {
        const { route, msg } = decode(message);
        route.validateBasic?.(msg);
      },
      execute: (ctx, message) => {
        const { route, msg } = decode(message);
        const response = route.handle(ctx, { inference: this.keeper(ctx) }, msg);
        return { typeUrl: route.responseTypeUrl, value: route.response.encode(response) };
      },
    };
  }

  #bank(): ExpectedBank {
    const move = (from: string, to: string, coins: readonly Coin[]): void => {
      for (const coin of coins) {
        const balance = this.balances.get(from);
        if (balance !== undefined && balance < coin.amount) throw tooLittle(balance, coin);
        if (balance !== undefined) this.balances.set(from, balance - coin.amount);
        const other = this.balances.get(to);
        if (other !== undefined) this.balances.set(to, other + coin.amount);
        this.requests.moves.push({ from, to, coin });
      }
    };
    const module = (name: string) => `module:${name}`;
    const balance = (address: string) => this.balances.get(address) ?? 0n;
    return {
      baseDenom: 'ngonka',
      balance,
      spendable: balance,
      supply: () => 0n,
      send: move,
      sendFromModule: (from, to, coins) => move(module(from), to, coins),
      sendToModule: (from, to, coins) => move(from, module(to), coins),
      sendModuleToModule: (from, to, coins) => move(module(from), module(to), coins),
      mint: (name, coins) => move('', module(name), coins),
      burn: (name, coins) => move(module(name), '', coins),
    };
  }
}

const noRequests = (): Requests => ({ moves: [], books: [], slashes: [], vested: [] });

function tooLittle(balance: bigint, { amount, denom }: Coin): CodedError {
  const detail = `spendable balance ${balance}${denom} is smaller than ${amount}${denom}`;
  return new CodedError(sdkErrors.insufficientFunds, detail);
}
