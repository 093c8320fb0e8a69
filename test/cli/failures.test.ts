import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reportFailure } from '../../src/cli/failures.js';
import { CodedError, simErrors } from '../../src/util/errors.js';

let written = '';
beforeEach(() => {
  written = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += text;
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

describe('a failure', () => {
  it('of input is one line with code, place and remedy, and exit code 1', () => {
    const error = new CodedError(simErrors.profileUnknown, "no profile 'x' here; there are a, b");
    expect(reportFailure(error)).toBe(1);
    expect(written).toBe(
      "error[gonka-sim/22]: no profile 'x' here; there are a, b; choose one of them with --profile\n",
    );
  });

  it('of a file with several faults is a line for each, the remedy once', () => {
    const error = new CodedError(simErrors.scenarioInvalid, 's.yaml:1:2 name: wrong\ns.yaml:3:4 nodes: wrong');
    expect(reportFailure(error)).toBe(1);
    expect(written).toBe(
      'error[gonka-sim/21]: s.yaml:1:2 name: wrong\nerror[gonka-sim/21]: s.yaml:3:4 nodes: wrong; correct the file\n',
    );
  });

  it.each([simErrors.invariantBroken, simErrors.chainHalted])('of a check has exit code 2: $text', (kind) => {
    expect(reportFailure(new CodedError(kind, 'here'))).toBe(2);
    expect(written).toMatch(/^error\[gonka-sim\/\d+\]: here/);
  });

  it('of another module keeps its code', () => {
    const kind = { codespace: 'sdk', code: 5, text: 'insufficient funds' };
    expect(reportFailure(new CodedError(kind, '0ngonka'))).toBe(1);
    expect(written).toBe('error[sdk/5]: 0ngonka\n');
  });

  it('of the machine about a file is no bug', () => {
    const file = join(import.meta.dirname, 'failures.test.ts', 'below');
    let cause: unknown;
    try {
      readFileSync(file);
    } catch (error) {
      cause = error;
    }
    expect(reportFailure(cause)).toBe(1);
    expect(written).toBe(
      `error[gonka-sim/26]: ENOTDIR: not a directory, open '${file}'; choose another file or folder\n`,
    );
  });

  it('that nobody foresaw is a bug: exit code 3, with what its report needs and no absolute path', () => {
    expect(reportFailure(new TypeError('x is not a function\nat once'))).toBe(3);
    expect(written).toMatch(/^internal error: x is not a function; this is a bug of gonka-sim, please report it/);
    expect(written).toContain(process.version);
    expect(written).not.toContain(process.cwd());
  });
});
