import { replayCallbacks } from './mlnode/replayCallbacks.js';
import { replayHttp } from './mlnode/replayHttp.js';
import { replayTool } from './mlnode/tools/replayTool.js';
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
  {
    kind: 'folder',
    title: 'mlnode/validate: `mlnode validate` does as recorded, or as docs/mlnode-validate.md says',
    matches: (file) => /^mlnode\/(validate\/|references\/|scenarios\.json$)/.test(file),
    check: () => replayTool('validate'),
  },
  {
    kind: 'folder',
    title: 'mlnode/make_artifact: `mlnode make-artifact` does as recorded, or as docs/mlnode-validate.md says',
    matches: (file) => file.startsWith('mlnode/make_artifact/'),
    check: () => replayTool('make_artifact'),
  },
];
