import type { Answer } from '../answer.js';
import type { Backend } from '../backend/backend.js';
import { handled } from '../backend/errorHandlers.js';
import { backendInitBody, generateBody } from '../pocBodies.js';
import { type ApiRequest, InvalidBody, readBody } from './request.js';
import { findRoute, type Route } from './routing.js';

const poc = '/api/v1/pow';

const routes: readonly Route<Backend>[] = [
  { method: 'GET', path: '/health', run: () => ({ status: 200, text: '' }) },
  { method: 'GET', path: '/v1/models', run: (backend) => backend.models() },
  { method: 'POST', path: '/v1/chat/completions', run: (backend, request) => backend.chat(request) },
  { method: 'POST', path: '/v1/completions', run: (backend, request) => backend.complete(request) },
  {
    method: 'POST',
    path: `${poc}/init/generate`,
    run: (backend, request) => backend.initGenerate(readBody(request, backendInitBody)),
  },
  { method: 'GET', path: `${poc}/status`, run: (backend) => backend.status() },
  { method: 'POST', path: `${poc}/stop`, run: (backend) => backend.stop() },
  {
    method: 'POST',
    path: `${poc}/generate`,
    run: (backend, request) => backend.generate(readBody(request, generateBody(backend.parts.settings.batchSize))),
  },
  { method: 'GET', path: `${poc}/generate/*`, run: (backend, _request, id) => backend.result(id) },
];

/** What an instance answers. */
export async function answerAsBackend(backend: Backend, request: ApiRequest): Promise<Answer> {
  const found = findRoute(routes, request);
  if (found.route === undefined) return found.answer;
  const { handlers } = backend.parts.settings;
  try {
    return await handled(handlers, () => found.route.run(backend, request, found.rest));
  } catch (error) {
    if (error instanceof InvalidBody) return handlers.invalid(error.issues);
    throw error;
  }
}
