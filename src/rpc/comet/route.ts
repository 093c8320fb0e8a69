import type { Node } from '../../node/node.js';
import type { CometLimits } from './limits.js';
import type { ParamsOf, ParamTable } from './params.js';
import type { JsonText } from './shapes/json.js';
import type { Subscriber } from './subscriber.js';

/** The part of a node that this RPC needs. */
export type ServedNode = Pick<
  Node,
  'app' | 'genesis' | 'blocks' | 'txs' | 'mempool' | 'events' | 'height' | 'status' | 'broadcast' | 'query'
>;

/** What the methods answer from. */
export interface CometEnv {
  readonly node: ServedNode;
  /** Where this server listens: `tcp://127.0.0.1:26657`. */
  readonly rpcAddress: string;
  readonly limits: CometLimits;
  readonly beyond?: OwnMethods | undefined;
}

/** Methods that CometBFT has not; undefined for a name that these have not either. `origin` is that of the page that calls. */
export type OwnMethods = (method: string, params: unknown, origin: string | undefined) => Promise<JsonText> | undefined;

/** One method of the RPC. Its parameters stand in the order in which a list of them is read. */
export interface CallRoute<P extends ParamTable = ParamTable> {
  readonly name: string;
  readonly params: P;
  /** Whether clients may keep the answer for a day: always, or when this parameter was given. */
  readonly cacheable?: true | string;
  handle(env: CometEnv, params: ParamsOf<P>): JsonText | Promise<JsonText>;
}

/** A method that only a WebSocket's client can call. */
export interface SocketRoute<P extends ParamTable = ParamTable> {
  readonly name: string;
  readonly params: P;
  /** `id` is the request's, as JSON text: events carry it. */
  handleSocket(subscriber: Subscriber, params: ParamsOf<P>, id: JsonText): JsonText;
}

export type Route = CallRoute | SocketRoute;

export const isSocketRoute = (route: Route): route is SocketRoute => 'handleSocket' in route;

/** Declares a method, with its handler's parameters known from its table. */
export const callRoute = <P extends ParamTable>(route: CallRoute<P>): CallRoute<P> => route;
export const socketRoute = <P extends ParamTable>(route: SocketRoute<P>): SocketRoute<P> => route;
