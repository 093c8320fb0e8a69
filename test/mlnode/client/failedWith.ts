import { expect } from 'vitest';
import type { ErrorKind } from '../../../src/util/errors.js';

/** For `toThrow`: a coded error of this kind. */
export const failedWith = ({ codespace, code }: ErrorKind): Error => expect.objectContaining({ codespace, code });
