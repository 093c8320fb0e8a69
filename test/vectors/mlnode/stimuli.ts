import type { Backend } from '../../../src/mlnode/server/backend/backend.js';
import type { RunningMlNode } from '../../../src/mlnode/server/startMlNode.js';
import { stubVectors } from '../../../src/mlnode/server/vectors/stubVectors.js';
import type { VectorSource } from '../../../src/mlnode/server/vectors/vectorSource.js';

/**
 * What was done to the recorded service from outside. It is told only in the notes of the calls, so a note names a state of the
 * stand-ins; each state begins when the call before is answered, and ends with the next note that does not keep it.
 */
export interface Stimulus {
  readonly engine?: 'missing' | 'timesOut' | 'fails';
  readonly busy?: boolean;
  readonly delay?: number;
  readonly lost?: number;
  readonly noisy?: number;
  readonly pinned?: boolean;
  readonly rate?: number;
  readonly statusFails?: boolean;
  readonly stopFails?: boolean;
  readonly unhealthy?: boolean;
  /** Seconds that a start takes. */
  readonly load?: number;
  readonly exitsEarly?: boolean;
  readonly hubUnreachable?: boolean;
  /** Instances that it is about; all by default. */
  readonly of?: 'last';
}

const keep = 'keep';

const rows: readonly (readonly [note: RegExp, stimulus: Stimulus | typeof keep])[] = [
  [/^poll|^still GENERATING|^rate falls/, keep],
  [/^hub not reachable/, { hubUnreachable: true }],
  [/start fails|again after the failure|start that fails|each second/, { exitsEarly: true }],
  [/^start in the background/, { load: 8.1 }],
  [/pinned/, { pinned: true }],
  [/^one engine missing/, { engine: 'missing', of: 'last' }],
  [/engine missing|^no engine/, { engine: 'missing' }],
  [/engine (RPC )?time/, { engine: 'timesOut' }],
  [/^engine fails/, { engine: 'fails' }],
  [/engine busy/, { busy: true }],
  [/engine slow/, { delay: 3000 }],
  [/engine needs 70 s/, { delay: 70_000 }],
  [/lost a nonce|n_total stays/, { lost: 1 }],
  [/^queued validation/, { noisy: 2 }],
  [/^(8 of 10|4 more|2 more|first runs|second waits)/, { rate: 2 }],
  [/^(another job|now it is gone|too many at once|wait=true has no such limit)/, { rate: 100 }],
  [/^backend status fails|falls to IDLE|^both ERROR/, { statusFails: true }],
  [/^backend stop fails/, { statusFails: true, stopFails: true }],
  [/^one answers 500|^one GENERATING, one ERROR/, { statusFails: true, of: 'last' }],
  [/^one cannot stop/, { stopFails: true, of: 'last' }],
  [/^backend unhealthy/, { unhealthy: true }],
  [/^one unhealthy|^stop reaches only|^init on the one left/, { unhealthy: true, of: 'last' }],
];

/** Milliseconds into a generation after which the recorded engine failed: one batch was made. */
const failsAfter = 200;

/** Which nonce comes out wrong just now. */
const wrong = { nonce: undefined as number | undefined };

/** The stand-in's vectors, and now and then a wrong one. */
export const steeredVectors: VectorSource = (job) => {
  const vectorOf = stubVectors(job);
  return (nonce) => vectorOf(nonce === wrong.nonce ? -1_000_000 : nonce);
};

/** Brings the stand-ins into the state that the note of the coming call tells. */
export function steer(note: string, { node }: RunningMlNode, rate: number): void {
  const stimulus = rows.find(([pattern]) => pattern.test(note))?.[1] ?? {};
  if (stimulus === keep) return;
  node.hub.state = stimulus.hubUnreachable ? 'unreachable' : node.hub.state === 'offline' ? 'offline' : 'reachable';
  node.inference.faults.exitsEarly = stimulus.exitsEarly ?? false;
  Object.assign(node.settings.times, { load: stimulus.load ?? 2 });
  wrong.nonce = stimulus.noisy;
  const { backends } = node.proxy;
  for (const backend of backends) {
    const meant = stimulus.of !== 'last' || (backend === backends.at(-1) && backends.length > 1);
    steerBackend(backend, meant ? stimulus : {}, rate);
  }
}

function steerBackend(backend: Backend, stimulus: Stimulus, rate: number): void {
  const { engine } = backend.parts;
  const condition = stimulus.engine ?? 'sound';
  if (condition === 'fails') backend.parts.clock.after(failsAfter, () => set(condition));
  else set(condition);
  function set(next: typeof engine.faults.condition): void {
    engine.faults.condition = next;
  }
  engine.faults.busy = stimulus.busy ?? false;
  engine.faults.delay = stimulus.delay ?? 0;
  engine.faults.lost = (nonce) => nonce === stimulus.lost;
  // The second instance of the recorded machine was a little slower than the others.
  engine.speed.batchOverhead = backend.port % 10 === 2 ? 2.2 : 1.76;
  engine.speed.noncesPerSecond = stimulus.rate ?? rate;
  backend.pinned = stimulus.pinned ? { seqLen: 256, kDim: 8 } : undefined;
  backend.faults.status = stimulus.statusFails ? 'stub status failure' : undefined;
  backend.faults.stop = stimulus.stopFails ? 'stub stop failure' : undefined;
  backend.faults.unhealthy = stimulus.unhealthy ?? false;
}
