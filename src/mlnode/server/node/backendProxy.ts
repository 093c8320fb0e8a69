import type { BackendStatus, PowStatus } from '../../wire.js';
import { type Answer, detail, HttpException, json, ok } from '../answer.js';
import type { Backend } from '../backend/backend.js';
import { handled } from '../backend/errorHandlers.js';
import { type Clock, late, within } from '../clock.js';
import type { GenerateBody, InitBody } from '../pocBodies.js';
import { pythonJsonText } from '../python/json.js';

const unreachable = 'All connection attempts failed';
const noBackends = 'No vLLM backends available';

/** An instance's answer, or that it could not be reached. */
type Asked = { readonly port: number; readonly answer: Answer } | { readonly port: number; readonly answer?: never };

interface ProxySettings {
  /** Seconds after which a call that waits is given up. */
  readonly limit: number | undefined;
  /** Whether a call to an instance gets lost on the way. */
  readonly loses: () => boolean;
}

/** The text of a body, as it came over the wire. */
export const bodyText = ({ text, json: body }: Answer): string => text ?? pythonJsonText(body);

/** What stands between the API and the instances: health polls, fan-out, round robin, least connections. */
export class BackendProxy {
  #backends: readonly Backend[] = [];
  #healthy: readonly Backend[] = [];
  #lastStatus: PowStatus['status'] = 'NO_BACKENDS';
  #turn = 0;

  constructor(
    private readonly clock: Clock,
    private readonly settings: ProxySettings,
  ) {}

  /** The instances that there are now; what it knows of their health comes with the next poll. */
  use(backends: readonly Backend[]): void {
    this.#backends = backends;
  }

  get backends(): readonly Backend[] {
    return this.#backends;
  }

  /** Instances that were healthy when it last looked, in order of their ports. */
  get healthy(): readonly Backend[] {
    return this.#healthy;
  }

  /** What the instances were doing when it last looked. */
  get lastStatus(): PowStatus['status'] {
    return this.#lastStatus;
  }

  /** Looks at every instance. */
  async poll(): Promise<void> {
    this.#healthy = this.#backends.filter(({ listening, faults }) => listening && !faults.unhealthy);
    const answers = await this.#ask((backend) => backend.status());
    const known = answers.flatMap(({ answer }) => (answer?.status === 200 ? [statusOf(answer)] : []));
    this.#lastStatus = this.#healthy.length === 0 ? 'NO_BACKENDS' : summary(known, known.length);
  }

  /** `POST /inference/pow/init/generate`: every healthy instance gets its share of the nonces. */
  async initGenerate(body: Omit<InitBody, 'group_id' | 'n_groups'>): Promise<Answer> {
    const asked = this.#healthy;
    if (asked.length === 0) throw new HttpException(503, noBackends);
    const answers = await this.#ask((backend) =>
      backend.initGenerate({ ...body, group_id: asked.indexOf(backend), n_groups: asked.length }),
    );
    const { taken, errors } = split(answers);
    if (taken.length === 0) return detail(502, { errors });
    const results = taken.map(({ port }) => ({ port, status: 'OK' }));
    return ok({
      status: 'OK',
      backends: taken.length,
      n_groups: asked.length,
      results,
      errors: errors.length > 0 ? errors : null,
    });
  }

  /** `GET /inference/pow/status`. */
  async status(): Promise<PowStatus> {
    const answers = await this.#ask((backend) => backend.status());
    const backends = answers.map(({ port, answer }): BackendStatus => {
      if (answer?.status === 200) return { port, ...(answer.json as object) } as BackendStatus;
      return { port, status: 'ERROR', detail: answer === undefined ? unreachable : bodyText(answer) };
    });
    const status =
      backends.length === 0
        ? 'NO_BACKENDS'
        : summary(
            backends.map(({ status }) => status),
            backends.length,
          );
    return { status, backends };
  }

  /** `POST /inference/pow/stop`. */
  async stop(): Promise<Answer> {
    if (this.#healthy.length === 0) return ok({ status: 'OK', message: 'No backends to stop' });
    const { taken, errors } = split(await this.#ask((backend) => backend.stop()));
    const results = taken.map(({ port }) => ({ port, status: 'stopped' }));
    return ok({ status: 'OK', results, errors: errors.length > 0 ? errors : null });
  }

  /** `POST /inference/pow/generate`: one instance after the other. */
  async generate(body: GenerateBody): Promise<Answer> {
    const backend = this.#healthy[this.#turn++ % Math.max(1, this.#healthy.length)];
    if (backend === undefined) throw new HttpException(503, noBackends);
    const work = this.#askOne(backend, () => backend.generate(body));
    const { limit } = this.settings;
    const asked = limit === undefined ? await work : await within(this.clock, limit * 1000, work);
    if (asked === late) return detail(502, '');
    return passedOn(asked, (answer) => (body.wait ? answer : withPort(answer, backend.port)));
  }

  /** `GET /inference/pow/generate/{port}:{uuid}`. */
  async result(port: number, id: string): Promise<Answer> {
    const backend = this.#backends.find((one) => one.port === port);
    if (backend === undefined) return detail(502, unreachable);
    const asked = await this.#askOne(backend, () => backend.result(id));
    if (asked.answer?.status === 404) return detail(404, 'Request not found');
    return passedOn(asked, (answer) => withPort(answer, port));
  }

  /** The healthy instance with the fewest open requests; the first of equals. */
  leastBusy(): Backend | undefined {
    return this.#healthy.reduce<Backend | undefined>(
      (best, one) => (best === undefined || one.connections < best.connections ? one : best),
      undefined,
    );
  }

  #ask(work: (backend: Backend) => Answer | Promise<Answer>): Promise<Asked[]> {
    return Promise.all(this.#healthy.map((backend) => this.#askOne(backend, () => work(backend))));
  }

  async #askOne(backend: Backend, work: () => Answer | Promise<Answer>): Promise<Asked> {
    const { port, listening, parts } = backend;
    if (!listening || this.settings.loses()) return { port };
    return { port, answer: await handled(parts.settings.handlers, work) };
  }
}

const statusOf = ({ json: body }: Answer): string => (body as { status: string }).status;

/** What several instances are doing, in a word; one that fails makes it `MIXED`. */
function summary(statuses: readonly string[], count: number): PowStatus['status'] {
  const generating = statuses.filter((status) => status === 'GENERATING').length;
  const idle = statuses.filter((status) => status === 'IDLE').length;
  if (generating === count && count > 0) return 'GENERATING';
  return idle === count ? 'IDLE' : 'MIXED';
}

function split(answers: readonly Asked[]) {
  const taken = answers.filter(({ answer }) => answer?.status === 200);
  const errors = answers
    .filter(({ answer }) => answer?.status !== 200)
    .map(({ port, answer }) => ({ port, error: answer === undefined ? unreachable : bodyText(answer) }));
  return { taken, errors };
}

/** A success as it is, after `shape`; anything else with its body as text. */
function passedOn({ answer }: Asked, shape: (answer: Answer) => Answer): Answer {
  if (answer === undefined) return detail(502, unreachable);
  return answer.status === 200 ? shape(answer) : json(answer.status, { detail: bodyText(answer) });
}

function withPort(answer: Answer, port: number): Answer {
  const body = answer.json as { request_id: string };
  return ok({ ...body, request_id: `${port}:${body.request_id}` });
}
