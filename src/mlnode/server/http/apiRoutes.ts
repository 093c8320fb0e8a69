import type { ModelRef, ServiceState, UpRequest } from '../../wire.js';
import { type Answer, crashed, detail, HttpException, json, ok } from '../answer.js';
import type { MlNode } from '../node/mlNode.js';
import { generateBody, initGenerateBody } from '../pocBodies.js';
import { dictionary, float, integer, list, model, nullable, optional, type PyInt, text } from '../python/pydantic.js';
import { readBody } from './request.js';
import type { Route } from './routing.js';

/** A route, and the mode that the node must be in, or stopped. */
export interface ApiRoute extends Route<MlNode> {
  readonly mode?: Exclude<ServiceState, 'STOPPED'>;
}

type Run = ApiRoute['run'];
const api = '/api/v1';
const get = (path: string, run: Run): ApiRoute => ({ method: 'GET', path, run });
const post = (path: string, run: Run): ApiRoute => ({ method: 'POST', path, run });
const inMode = (mode: NonNullable<ApiRoute['mode']>, rows: readonly ApiRoute[]): ApiRoute[] =>
  rows.map((route) => ({ ...route, mode }));

const modelBody = model({ hf_repo: text, hf_commit: optional(nullable(text), null) });
const upBody = model({ model: text, dtype: text, additional_args: optional(list(text), []) });
const generate = generateBody();

const stateRoutes: readonly ApiRoute[] = [
  get('/health', (node) => json(node.health.status === 'healthy' ? 200 : 503, node.health)),
  get('/livez', (node) => json(node.health.status === 'healthy' ? 200 : 503, node.health)),
  get('/readyz', (node) => json(node.ready ? 200 : 503, { ready: node.ready })),
  get(`${api}/state`, (node) => ok(node.state)),
  post(`${api}/stop`, async (node) => {
    await node.stop();
    return ok({ status: 'OK' });
  }),
  get(`${api}/gpu/devices`, ({ gpus }) => ok({ devices: gpus, count: gpus.length })),
  get(`${api}/gpu/driver`, (node) =>
    node.gpus.length > 0
      ? ok(node.settings.gpus.driver)
      : detail(503, 'NVML not initialized. GPU features are not available.'),
  ),
];

const modelRoutes: readonly ApiRoute[] = [
  post(`${api}/models/status`, (node, request) => ok(node.models.status(refOf(readBody(request, modelBody))))),
  post(`${api}/models/download`, (node, request) =>
    json(202, node.models.download(refOf(readBody(request, modelBody)))),
  ),
  {
    method: 'DELETE',
    path: `${api}/models`,
    run: (node, request) => ok(node.models.delete(refOf(readBody(request, modelBody)))),
  },
  get(`${api}/models/list`, (node) => ok(node.models.list())),
  get(`${api}/models/space`, (node) => ok(node.models.space())),
];

const refOf = ({ hf_repo, hf_commit }: ModelRef): ModelRef => ({ hf_repo, hf_commit });

const inferenceRoutes = inMode('INFERENCE', [
  post(`${api}/inference/up`, async (node, request) => {
    const failure = await node.inference.begin(readBody(request, upBody) satisfies UpRequest);
    return failure === null ? ok({ status: 'OK' }) : detail(500, failure);
  }),
  post(`${api}/inference/up/async`, (node, request) => {
    void node.inference.begin(readBody(request, upBody) satisfies UpRequest);
    return ok({ status: 'starting', message: 'Inference startup initiated in background' });
  }),
  get(`${api}/inference/up/status`, (node) => ok(node.inference.upStatus)),
  post(`${api}/inference/down`, async (node) => {
    await node.inference.down();
    return ok({ status: 'OK' });
  }),
]);

const pocRoutes: readonly ApiRoute[] = [
  post(`${api}/inference/pow/init/generate`, (node, request) =>
    node.proxy.initGenerate(readBody(request, initGenerateBody)),
  ),
  get(`${api}/inference/pow/status`, async (node) => ok(await node.proxy.status())),
  post(`${api}/inference/pow/stop`, (node) => node.proxy.stop()),
  post(`${api}/inference/pow/generate`, (node, request) => node.proxy.generate(readBody(request, generate))),
  get(`${api}/inference/pow/generate/*`, (node, _request, id) => {
    const colon = id.indexOf(':');
    if (colon < 0) throw new HttpException(400, 'Invalid request_id format (expected port:uuid)');
    const port = id.slice(0, colon);
    if (!/^\s*[+-]?\d+\s*$/.test(port)) throw new HttpException(400, 'Invalid port in request_id');
    return node.proxy.result(Number(port), id.slice(colon + 1));
  }),
];

const unset: PyInt = -1;
const legacyBody = model({
  node_id: optional(integer, unset),
  node_count: optional(integer, unset),
  block_hash: text,
  block_height: integer,
  public_key: text,
  batch_size: integer,
  r_target: float,
  fraud_threshold: float,
  url: text,
});
const legacyBatch = model({
  public_key: text,
  block_hash: text,
  block_height: integer,
  nonces: list(integer),
  dist: list(float),
  node_id: integer,
});

/** Milliseconds that the process outlives the news that it has no cards. */
const lastWords = 200;

function beginLegacy(phase: 'LOADING' | 'GENERATING' | 'VALIDATING'): Run {
  return (node, request): Answer => {
    const { node_id, node_count } = readBody(request, legacyBody);
    if (phase !== 'LOADING' && (node_id === unset || node_count === unset)) {
      throw new HttpException(400, 'Node ID and node count must be set');
    }
    if (node.gpus.length === 0) {
      node.clock.after(lastWords, () => node.exit(1));
      throw new HttpException(503, 'CUDA is not available - no GPU support detected');
    }
    return ok({ status: 'OK', pow_status: node.legacyPow.begin(phase) });
  };
}

const legacyRoutes = inMode('POW', [
  post(`${api}/pow/init`, beginLegacy('LOADING')),
  post(`${api}/pow/init/generate`, beginLegacy('GENERATING')),
  post(`${api}/pow/init/validate`, beginLegacy('VALIDATING')),
  post(`${api}/pow/phase/generate`, ({ legacyPow }) =>
    legacyPow.running ? ok({ status: 'OK', pow_status: legacyPow.enter('GENERATING') }) : crashed,
  ),
  post(`${api}/pow/phase/validate`, ({ legacyPow }) => ok({ status: 'OK', pow_status: legacyPow.enter('VALIDATING') })),
  post(`${api}/pow/validate`, ({ legacyPow }, request) => {
    readBody(request, legacyBatch);
    return legacyPow.running ? ok({ status: 'OK' }) : detail(400, 'PoW is not running');
  }),
  get(`${api}/pow/status`, ({ legacyPow }) => ok(legacyPow.status)),
  post(`${api}/pow/stop`, ({ legacyPow }) => ok({ status: 'OK', pow_status: legacyPow.stop() })),
]);

const trainBody = model({ train_config: dictionary, train_env: dictionary });

const trainRoutes = inMode('TRAIN', [
  post(`${api}/train/start`, (node, request) => {
    readBody(request, trainBody);
    if (node.training) throw new HttpException(400, 'Training is already running');
    node.training = true;
    return ok({ status: 'Training started' });
  }),
  get(`${api}/train/status`, (node) => ok({ status: node.training })),
  post(`${api}/train/stop`, (node) => {
    if (!node.training) throw new HttpException(400, 'Training is not running');
    node.training = false;
    return ok({ status: 'Training stopped' });
  }),
]);

/** Every route of the API, on port 8080. */
export const apiRoutes: readonly ApiRoute[] = [
  ...stateRoutes,
  ...modelRoutes,
  ...inferenceRoutes,
  ...pocRoutes,
  ...legacyRoutes,
  ...trainRoutes,
];
