import { z } from 'zod';
import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import type { ModelPreset } from '../thresholds/presets.js';
import { type Retries, short, type World, withRetries } from './http.js';
import type { ServerConfig } from './plan.js';

const upStatusJson = z.object({ status: z.string(), is_running: z.boolean(), error: z.string().nullish() });
const stateJson = z.object({ state: z.string(), loaded_model: z.string().nullish() });

const retries: Retries = { attempts: 5, start: 1, multiplier: 2 };
const pollSeconds = 5;

/** What was done so that a server runs a model. */
export type Deployment = 'alreadyRunning' | 'deployed';

/**
 * Has an MLNode run a model, and waits until it answers (reference, section 4.2). Whatever else it does is stopped.
 *
 * @throws serverFailed when the start fails, or is not done within `timeoutSeconds`
 */
export async function deployModel(
  world: World,
  server: ServerConfig,
  preset: ModelPreset,
  timeoutSeconds: number,
): Promise<Deployment> {
  const base = `http://${server.ip}:${server.nodePort}/api/v1`;
  const call = async <T extends z.ZodType>(schema: T, method: 'GET' | 'POST', path: string, body?: unknown) => {
    const where = `${method} ${base}${path}`;
    const { status, text } = await withRetries(world, retries, where, () =>
      world.request(method, base + path, body, 60),
    );
    const read = status === 200 ? schema.safeParse(jsonOrText(text)) : undefined;
    if (read?.success) return read.data;
    throw new CodedError(validationErrors.serverFailed, `${where} answered ${status}: ${short(text)}`);
  };

  const state = await call(stateJson, 'GET', '/state');
  if (state.state === 'INFERENCE' && state.loaded_model === preset.model) {
    if ((await call(upStatusJson, 'GET', '/inference/up/status')).is_running) return 'alreadyRunning';
  }
  if (state.state !== 'STOPPED') await call(z.unknown(), 'POST', '/stop');
  const { model, dtype, additionalArgs } = preset;
  await call(z.unknown(), 'POST', '/inference/up/async', { model, dtype, additional_args: additionalArgs });
  for (let waited = 0; waited < timeoutSeconds; waited += pollSeconds) {
    const { status, is_running, error } = await call(upStatusJson, 'GET', '/inference/up/status');
    if (is_running && status === 'completed') return 'deployed';
    if (status === 'failed' || status === 'cancelled') {
      throw new CodedError(
        validationErrors.serverFailed,
        `${base}: start of ${model} ${status}: ${error ?? 'no reason'}`,
      );
    }
    await world.sleep(pollSeconds);
  }
  throw new CodedError(validationErrors.serverFailed, `${base}: ${model} was not up within ${timeoutSeconds} s`);
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
