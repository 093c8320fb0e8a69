import type { CacheSpace, DeleteAnswer, DownloadAnswer, ModelList, ModelRef, ModelStatusAnswer } from '../../wire.js';
import { HttpException } from '../answer.js';
import type { Cancel, Clock } from '../clock.js';
import type { Conduct } from '../conduct.js';
import type { Hub, HubRepository } from './hub.js';

/** Files of one revision in the cache. */
interface Revision {
  readonly repo: string;
  readonly commit: string;
  readonly sizeGb: number;
  complete: boolean;
}

/** A download as the manager remembers it. */
type Task =
  | { readonly state: 'running'; readonly since: number; readonly cancel: Cancel }
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly error: string };

export interface CacheSettings {
  readonly path: string;
  readonly availableGb: number;
}

const mostAtOnce = 3;
/** Milliseconds until the hub says that it has no such repository. */
const refusal = 1000;

/** Which models are on the disk, and how they get there. */
export class ModelManager {
  readonly #tasks = new Map<string, Task>();
  #files: Revision[] = [];
  #newest: Revision | undefined;
  #cacheExists = false;

  constructor(
    private readonly clock: Clock,
    private readonly conduct: Conduct,
    private readonly hub: Hub,
    private readonly settings: CacheSettings,
  ) {}

  status(model: ModelRef): ModelStatusAnswer {
    const task = this.#tasks.get(taskId(model));
    const answer = { model, progress: null, error_message: null };
    if (task?.state === 'running') {
      const progress = {
        start_time: task.since / 1000,
        elapsed_seconds: Math.max(0, this.clock.now() - task.since) / 1000,
      };
      return { ...answer, status: 'DOWNLOADING', progress };
    }
    if (task?.state === 'done') return { ...answer, status: 'DOWNLOADED' };
    if (task?.state === 'failed') {
      return { ...answer, status: this.conduct.missingRepository, error_message: task.error };
    }
    const files = this.#find(model);
    if (files === undefined) return { ...answer, status: 'NOT_FOUND' };
    return { ...answer, status: files.complete && this.hub.state === 'reachable' ? 'DOWNLOADED' : 'PARTIAL' };
  }

  /** @throws HttpException 409, 429 */
  download(model: ModelRef): DownloadAnswer {
    const task_id = taskId(model);
    if (this.hub.state === 'offline') return { task_id: `${task_id}:offline`, status: 'IGNORED', model };
    const task = this.#tasks.get(task_id);
    if (task?.state === 'running') throw new HttpException(409, `Model ${task_id} is already downloading`);
    if (task?.state !== 'failed' && this.#find(model)?.complete === true) {
      this.#tasks.set(task_id, { state: 'done' });
      return { task_id, status: 'DOWNLOADED', model };
    }
    const running = [...this.#tasks.values()].filter(({ state }) => state === 'running').length;
    if (running >= mostAtOnce) {
      throw new HttpException(429, `Maximum concurrent downloads (${mostAtOnce}) reached`);
    }
    this.#begin(task_id, model);
    return { task_id, status: 'DOWNLOADING', model };
  }

  /** @throws HttpException 404 */
  delete(model: ModelRef): DeleteAnswer {
    const task_id = taskId(model);
    const task = this.#tasks.get(task_id);
    if (task?.state === 'running') task.cancel();
    const ofRepository = this.#cache.filter(({ repo }) => repo === model.hf_repo);
    const wanted = model.hf_commit === null ? ofRepository : ofRepository.filter((one) => isOf(one, model));
    if (wanted.length === 0) {
      if (task?.state === 'running') {
        this.#tasks.delete(task_id);
        return { status: 'cancelled', model };
      }
      const missing = ofRepository.length > 0 ? `Revision ${model.hf_commit} not found` : undefined;
      throw new HttpException(404, missing ?? `Model ${task_id} not found in cache`);
    }
    this.#tasks.delete(task_id);
    for (const revision of wanted) this.#remove(revision);
    return { status: 'deleted', model };
  }

  list(): ModelList {
    const models = this.#cache.map(({ repo, commit, complete }) => ({
      model: { hf_repo: repo, hf_commit: commit },
      status: complete ? ('DOWNLOADED' as const) : ('PARTIAL' as const),
    }));
    return { models };
  }

  space(): CacheSpace {
    const { path: cache_path, availableGb } = this.settings;
    if (!this.#cacheExists) return { cache_size_gb: 0, available_gb: 0, cache_path };
    const size = this.#cache.filter(({ complete }) => complete).reduce((sum, { sizeGb }) => sum + sizeGb, 0);
    return { cache_size_gb: Math.round(size * 100) / 100, available_gb: availableGb, cache_path };
  }

  #begin(task_id: string, model: ModelRef): void {
    const since = this.clock.now();
    const repository = this.hub.state === 'reachable' ? this.hub.find(model.hf_repo) : undefined;
    const commit = model.hf_commit ?? repository?.commits[0];
    if (repository === undefined || commit === undefined || !repository.commits.includes(commit)) {
      const error =
        repository === undefined ? `Repository not found: ${model.hf_repo}` : `Revision not found: ${commit}`;
      const cancel = this.clock.after(refusal, () => this.#tasks.set(task_id, { state: 'failed', error }));
      this.#tasks.set(task_id, { state: 'running', since, cancel });
      return;
    }
    const files = this.#place(model.hf_repo, commit, repository);
    const cancel = this.clock.after(repository.seconds * 1000, () => {
      files.complete = true;
      this.#tasks.set(task_id, { state: 'done' });
    });
    this.#tasks.set(task_id, { state: 'running', since, cancel });
  }

  /** The files of a revision, begun now when there are none. */
  #place(repo: string, commit: string, { sizeGb }: HubRepository): Revision {
    this.#cacheExists = true;
    const found = this.#cache.find((one) => one.repo === repo && one.commit === commit);
    if (found !== undefined) return found;
    const files = { repo, commit, sizeGb, complete: false };
    this.#files.push(files);
    this.#newest = files;
    return files;
  }

  /** What is on the disk, in the order in which the recorded service came across it: the newest first, then as they came. */
  get #cache(): readonly Revision[] {
    const isNewest = (one: Revision): boolean => one === this.#newest;
    return [...this.#files.filter(isNewest), ...this.#files.filter((one) => !isNewest(one))];
  }

  #find(model: ModelRef): Revision | undefined {
    const commit = model.hf_commit ?? this.hub.find(model.hf_repo)?.commits[0];
    return this.#cache.find((one) => one.repo === model.hf_repo && one.commit === commit);
  }

  /** The real service asks the hub's library to delete a hash, and gets the first repository that has it. */
  #remove(revision: Revision): void {
    const victim =
      this.conduct.deletes === 'byRepository'
        ? revision
        : (this.#cache.find(({ commit }) => commit === revision.commit) ?? revision);
    this.#files = this.#files.filter((one) => one !== victim);
  }
}

const taskId = ({ hf_repo, hf_commit }: ModelRef): string => `${hf_repo}:${hf_commit ?? 'latest'}`;

const isOf = ({ commit }: Revision, { hf_commit }: ModelRef): boolean => commit === hf_commit;
