import { replayCallbacks } from './mlnode/replayCallbacks.js';
import { replayHttp } from './mlnode/replayHttp.js';
import type { FolderRow } from './suite.js';

/** The recordings of the MLNode API, put to the server. */
export const mlnodeRows: readonly FolderRow[] = [
  {
    kind: 'folder',
    title: 'mlnode/http.jsonl: the recorded calls get the recorded answers',
    matches: (file) => file === 'mlnode/http.jsonl',
    check: replayHttp,
  },
  {
    kind: 'folder',
    title: 'mlnode/callbacks.jsonl: receivers are called as recorded, in time',
    matches: (file) => file === 'mlnode/callbacks.jsonl',
    check: replayCallbacks,
  },
];
