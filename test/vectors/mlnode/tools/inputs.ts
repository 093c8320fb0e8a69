import { coded, type Difference, refusedAtOnce, warned } from './turn.js';

const made: Difference['scenarios'] = ['success', 'success-options', 'empty-additional-args', 'zero-nonces'];

/** What is wrong with what a run is given, and in which words it is told. */
export const inputs: readonly Difference[] = [
  {
    name: 'threshold-place',
    scenarios: ['dist-threshold-only-in-stat-test'],
    turn: warned(/^WARNING: dist_threshold inside stat_test of the reference is not read;/),
  },
  refusedAtOnce(
    'reference-faults',
    [/^.*bad\.json: artifacts\[5\]\.vector_b64: not base64: invalid reference of PoC vectors$/],
    'bad-vector-text',
  ),
  refusedAtOnce(
    'reference-faults',
    [/^.*: artifacts: a list of \{nonce, vector_b64\} is wanted: invalid/],
    'invalid-artifacts-object',
  ),
  refusedAtOnce('reference-faults', [/byte order mark/], 'invalid-bom'),
  refusedAtOnce(
    'reference-faults',
    [/: dist_threshold: a number from 0 on is wanted: invalid/],
    'invalid-dist-threshold',
  ),
  refusedAtOnce('reference-faults', [/: artifacts: must not be empty: invalid/], 'invalid-empty-artifacts'),
  refusedAtOnce('reference-faults', [/: artifacts\[\d+\]\.vector_b64: a text is wanted: invalid/], 'invalid-entry'),
  refusedAtOnce('reference-faults', [/: not JSON: .*: invalid/], 'invalid-json'),
  refusedAtOnce('reference-faults', [/: an object is wanted at its top: invalid/], 'invalid-list'),
  refusedAtOnce(
    'reference-faults',
    [/: k_dim: a whole number from 1 on is wanted$/, /: block_hash: a text is wanted: invalid/],
    'invalid-missing-fields',
  ),
  {
    name: 'own-commands',
    scenarios: [
      'unknown-model',
      'unknown-model-safe-id',
      'reference-missing-file',
      'reference-mismatch',
      'reference-mismatch-case',
    ],
    turn: (run) => {
      run.stderr = [
        ...run.stderr.map((line) =>
          /python3 .*make_artifact\.py/.test(String(line)) ? '    gonka-sim mlnode make-artifact \\' : line,
        ),
        coded,
      ];
    },
  },
  refusedAtOnce(
    'usage',
    [/^error: (required option|unknown option|option) '--/],
    'usage-bad-float',
    'usage-bad-int',
    'usage-no-model',
    'usage-nothing',
    'usage-unknown-flag',
    'usage-abbreviation',
  ),
  refusedAtOnce(
    'dashed-value',
    [/^ERROR: no golden reference/, /./, /./, /^$/, /./, /./, /./, /./, /./, /./, coded],
    'usage-extra-arg-dashes',
  ),
  {
    name: 'which-test',
    scenarios: made,
    turn: (run) => {
      run.stdout = [
        ...run.stdout,
        /^ {2}a reader gets dist_threshold=0\.(2|35) \(artifact\), p_mismatch=0\.001 \(server-default\), fraud_threshold=0\.01 \(server-default\)$/,
      ];
    },
  },
  refusedAtOnce(
    'args-first',
    [/^ERROR: --additional-args is not a valid JSON list of strings: ./, /^ {2}code: {6}gonka-sim\/26$/],
    'bad-args-not-json',
    'bad-args-numbers',
    'bad-args-object',
  ),
  {
    name: 'codes',
    scenarios: ['engine-missing', 'missing-many', 'missing-nonces', 'no-backends', 'not-running', 'wrong-model'],
    turn: (run) => {
      run.stderr = [...run.stderr, coded];
    },
  },
  {
    name: 'no-tracebacks',
    scenarios: ['pow-mode', 'server-down', 'timeout'],
    turn: (run) => {
      if (run.tool === 'make_artifact') run.stderr = [/^ERROR: (GET|POST) \/inference\/[a-z/]+(:| failed:) ./, coded];
    },
  },
];
