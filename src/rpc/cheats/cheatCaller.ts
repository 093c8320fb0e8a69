import { CodedError, simErrors } from '../../util/errors.js';
import { rpcError } from '../comet/errors.js';
import { type JsonText, jsonText } from '../comet/shapes/json.js';
import type { Cheat, CheatDesk } from './cheat.js';
import { cheatOf } from './cheatTable.js';
import { readParams } from './readParams.js';

/** Who may cheat: everybody on this machine, everybody at all, or nobody because other machines reach these doors. */
export type CheatAccess = 'loopback' | 'everybody' | 'nobody';

/** Runs cheats one after another, in the order in which they were called, whichever door they came by. */
export class CheatCaller {
  readonly #desk: CheatDesk;
  readonly #access: CheatAccess;
  #before: Promise<unknown> = Promise.resolve();

  constructor(desk: CheatDesk, access: CheatAccess) {
    this.#desk = desk;
    this.#access = access;
  }

  /**
   * What a cheat answers; undefined where no cheat has this name.
   *
   * @param origin of the web page that calls, when it is one
   * @throws jsonrpc/-32602 for fields that cannot be, jsonrpc/-32000 when the caller may not cheat
   */
  call(name: string, params: unknown, origin: string | undefined): Promise<JsonText> | undefined {
    const cheat = cheatOf(name);
    if (cheat === undefined) return undefined;
    return this.#run(cheat, params, origin);
  }

  /** Does something else with the chain in its turn. */
  inTurn<T>(name: string, origin: string | undefined, work: (desk: CheatDesk) => T | Promise<T>): Promise<T> {
    this.#assertAllowed(name, origin);
    const mine = this.#before.then(() => work(this.#desk));
    this.#before = mine.catch(() => undefined);
    return mine;
  }

  async #run(cheat: Cheat, given: unknown, origin: string | undefined): Promise<JsonText> {
    try {
      return jsonText(await this.inTurn(cheat.name, origin, (desk) => cheat.run(desk, readParams(cheat, given))));
    } catch (error) {
      throw told(error);
    }
  }

  #assertAllowed(name: string, origin: string | undefined): void {
    if (this.#access === 'everybody') return;
    if (this.#access === 'nobody') {
      const remedy = 'listen on 127.0.0.1, or start the node with --unsafe-cheats';
      throw rpcError('server', `${name}: cheats are off because other machines reach this port; ${remedy}`);
    }
    if (origin === undefined || isLoopbackOrigin(origin)) return;
    const remedy = 'serve the page from this machine, or start the node with --unsafe-cheats';
    throw rpcError('server', `${name}: pages of ${origin} may not cheat here; ${remedy}`);
  }
}

/** A page that this machine serves. Any other one could be anybody's, whom a browser lets knock at local doors. */
function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && isLoopback(new URL(origin).hostname.replace(/^\[|\]$/g, ''));
}

/** Whether a host is reached from this machine alone. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);

/** What the node refuses is the caller's doing; whatever else goes wrong keeps its own words. */
function told(error: unknown): unknown {
  return error instanceof CodedError && error.kind === simErrors.usage ? rpcError('server', error.message) : error;
}
