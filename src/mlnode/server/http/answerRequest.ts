import { type Answer, crashed, detail } from '../answer.js';
import type { Backend } from '../backend/backend.js';
import { errorHandlers, handled } from '../backend/errorHandlers.js';
import type { MlNode } from '../node/mlNode.js';
import { apiRoutes } from './apiRoutes.js';
import { answerAsBackend } from './backendRoutes.js';
import { type ApiRequest, InvalidBody } from './request.js';
import { findRoute } from './routing.js';

/** An answer, or none: the connection is closed. */
export type Served = Answer | 'reset';

/** What the API on port 8080 makes of a request. */
export const serveApi = (node: MlNode, request: ApiRequest): Promise<Served> =>
  whileItLives(node, () => (request.path.startsWith('/v1') ? toBackend(node, request) : answerAsApi(node, request)));

/** What the compatibility port 5000 makes of it: whatever it is goes to an instance. */
export const serveCompat = (node: MlNode, request: ApiRequest): Promise<Served> =>
  whileItLives(node, () => toBackend(node, request));

/** What the port of an instance makes of it. */
export async function serveBackend(backend: Backend | undefined, request: ApiRequest): Promise<Served> {
  return backend?.listening ? answerAsBackend(backend, request) : 'reset';
}

/** A process that cleans up accepts connections and says nothing; its end closes them. */
async function whileItLives(node: MlNode, work: () => Promise<Answer>): Promise<Served> {
  if (node.life === 'gone') return 'reset';
  let end = (): void => undefined;
  const ended = new Promise<Served>((resolve) => {
    end = () => resolve('reset');
  });
  node.ended.addEventListener('abort', end);
  try {
    return await (node.life === 'blocked' ? ended : Promise.race([work(), ended]));
  } finally {
    node.ended.removeEventListener('abort', end);
  }
}

async function answerAsApi(node: MlNode, request: ApiRequest): Promise<Answer> {
  const found = findRoute(apiRoutes, request);
  if (found.route === undefined) return found.answer;
  const { mode } = found.route as (typeof apiRoutes)[number];
  if (mode !== undefined && node.service !== 'STOPPED' && node.service !== mode) {
    const state = `ServiceState.${node.service}`;
    return detail(409, `Cannot run ${mode} because MLNode is currently in ${state} mode. Please stop ${state} first.`);
  }
  try {
    return await handled(errorHandlers.plain, () => found.route.run(node, request, found.rest));
  } catch (error) {
    if (error instanceof InvalidBody) return errorHandlers.plain.invalid(error.issues);
    throw error;
  }
}

/** The healthy instance with the fewest open requests answers. */
async function toBackend(node: MlNode, request: ApiRequest): Promise<Answer> {
  const backend = node.proxy.leastBusy();
  if (backend === undefined) return { status: 503, text: 'No vLLM backend available' };
  if (!backend.listening) return { ...crashed, status: 502, text: 'Bad Gateway' };
  backend.connections++;
  try {
    return await answerAsBackend(backend, request);
  } finally {
    backend.connections--;
  }
}
