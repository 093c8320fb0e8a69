import { z } from 'zod';
import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';

/** A question in a language, under the short names of seed 0's prompt files (en, sp, ch, hi, ar). */
export interface Prompt {
  readonly language: string;
  readonly prompt: string;
}

const promptsJson = z.record(z.string(), z.array(z.string().min(1)).min(1));

/**
 * The first `count` prompts of a list per language, the languages taking turns; fewer when there are not so many.
 *
 * @param lists language -> prompts
 * @throws promptsInvalid when it is of another form, or empty
 */
export function choosePrompts(lists: unknown, count: number, source: string): Prompt[] {
  const read = promptsJson.safeParse(lists);
  if (!read.success || Object.keys(read.data).length === 0) {
    throw new CodedError(validationErrors.promptsInvalid, `${source}: a list of prompts for each language is wanted`);
  }
  const languages = Object.entries(read.data);
  const longest = Math.max(...languages.map(([, prompts]) => prompts.length));
  const turns = Array.from({ length: longest }, (_, i) =>
    languages.flatMap(([language, prompts]) => (i < prompts.length ? [{ language, prompt: prompts[i]! }] : [])),
  );
  return turns.flat().slice(0, count);
}
