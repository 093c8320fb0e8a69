import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../../util/errors.js';
import { mlnodeErrors } from '../errors.js';
import { textRepr } from '../report/pythonText.js';
import { type Reference, readReference } from './readReference.js';

/** Name of a model's reference without ending: lower case, and dashes for what a file's name should not have. */
export const safeModelId = (model: string): string =>
  model
    .trim()
    .toLowerCase()
    .replace(/[/\\: ]/g, '-')
    .replaceAll('--', '-');

/** Where references are looked for. */
export interface ReferencePlace {
  /** A file that was named, instead of the model's own. */
  readonly file?: string | undefined;
  /** Folder of references, named by model. */
  readonly folder: string;
}

/**
 * The reference of a model.
 *
 * @throws mlnode/20 (referenceMissing), mlnode/21 (referenceMismatch), mlnode/3 (referenceInvalid)
 */
export function findReference(model: string, { file, folder }: ReferencePlace): Reference {
  const path = file ?? join(folder, `${safeModelId(model)}.json`);
  const reference = readReference(textOf(path, model, folder), path);
  if (reference.model === model) return reference;
  throw new CodedError(
    mlnodeErrors.referenceMismatch,
    [
      'reference model mismatch',
      `  --model:         ${model}`,
      `  reference.model: ${reference.model}`,
      `  reference path:  ${path}`,
    ].join('\n'),
  );
}

function textOf(path: string, model: string, folder: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw missing(path, model, folder);
    throw new CodedError(mlnodeErrors.referenceInvalid, `${path}: ${(cause as Error).message}`, { cause });
  }
}

/** Says what was looked for, what there is, and how to make it. */
const missing = (path: string, model: string, folder: string): CodedError =>
  new CodedError(
    mlnodeErrors.referenceMissing,
    [
      `no golden reference found for model ${textRepr(model)}`,
      `  expected:  ${path}`,
      `  available: [${available(folder).map(textRepr).join(', ')}]`,
      '',
      '  Bake one against a trusted MLNode that already serves this model:',
      '    gonka-sim mlnode make-artifact \\',
      '        --mlnode-url <trusted_mlnode_url> \\',
      `        --model ${textRepr(model)} \\`,
      '        --num-nonces 32 --batch-size 32 \\',
      `        --out ${path}`,
    ].join('\n'),
  );

function available(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    return names.sort((a, b) => (a < b ? -1 : 1));
  } catch {
    return [];
  }
}
