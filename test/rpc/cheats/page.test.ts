import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { cheatsPage } from './cheatsPage.js';

it('docs/cheats.md says what the files of the cheats say (vitest -u writes it again)', async () => {
  await expect(cheatsPage()).toMatchFileSnapshot(resolve(import.meta.dirname, '../../../docs/cheats.md'));
});
