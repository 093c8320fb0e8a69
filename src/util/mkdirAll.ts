import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder with all above it that are not there yet. Node's own way to do so never ends where the machine says ENOENT
 * of a folder whose parent is there, as below /proc.
 *
 * @throws the machine's own error
 */
export function mkdirAll(folder: string, mode = 0o777): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) mkdirAll(above, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if (!existsSync(folder)) throw error; // else another process was faster
  }
}
