import { workerData } from 'node:worker_threads';
import { prepareBallots } from './ballots.js';
import { voteWhileBlocksAreLeft, type WorkerTask } from './shareBlocks.js';

// A thread that votes blocks beside the main one. It answers by what it leaves in shared memory.
const { settings, seed, accusing, next } = workerData as WorkerTask;
voteWhileBlocksAreLeft(prepareBallots(settings, seed, new Float64Array(accusing)), new Int32Array(next));
