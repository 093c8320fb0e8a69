import type { z } from 'zod';
import { rpcError } from '../comet/errors.js';
import type { Cheat } from './cheat.js';

const invalid = (text: string) => rpcError('invalidParams', text);

/** Names of a cheat's fields, in the order in which a list of values is read. */
export function fieldsOf({ params }: Cheat): readonly string[] {
  return Object.keys((params as z.ZodObject).shape);
}

/**
 * Reads the parameters of a call: an object by names, or a list in the order of the fields.
 *
 * @throws jsonrpc/-32602 that names the field and says what is wanted
 */
export function readParams(cheat: Cheat, given: unknown): unknown {
  const result = cheat.params.safeParse(byName(cheat, given ?? {}), { reportInput: false });
  if (result.success) return result.data;
  throw invalid(result.error.issues.map((issue) => complaint(cheat, issue)).join('; '));
}

function byName(cheat: Cheat, given: unknown): unknown {
  if (!Array.isArray(given)) {
    if (typeof given === 'object') return given;
    throw invalid(`${cheat.name} takes an object of fields: ${takes(cheat)}`);
  }
  const names = fieldsOf(cheat);
  if (given.length > names.length)
    throw invalid(`${cheat.name} takes no more than ${names.length} values: ${takes(cheat)}`);
  const { shape } = cheat.params as z.ZodObject;
  const entries = given.map((value, index) => [names[index]!, value] as const);
  // In a list null stands for what is left out, unless it is a value of the field.
  return Object.fromEntries(entries.filter(([name, value]) => value !== null || isNullable(shape[name] as z.ZodType)));
}

const isNullable = (field: z.ZodType): boolean => field.safeParse(null).success;

const takes = (cheat: Cheat): string => fieldsOf(cheat).join(', ') || 'nothing';

function complaint(cheat: Cheat, { code, path, message, ...rest }: z.core.$ZodIssue): string {
  if (code === 'unrecognized_keys') {
    const { keys } = rest as { readonly keys: readonly string[] };
    return `${[...path, keys[0]].join('.')}: there is no such field; ${cheat.name} takes ${takes(cheat)}`;
  }
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
