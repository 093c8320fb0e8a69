import { CodedError, simErrors } from '../../util/errors.js';
import { type ServiceKind, usageOf, verbsOf } from './methods.js';

/** What can be asked or sent: all modules, or one module's methods with their fields. */
export function listVerbs(kind: ServiceKind, module: string | undefined): { shown: string; json: readonly string[] } {
  const modules = verbsOf(kind);
  if (module === undefined) {
    const names = [...modules.keys()];
    return { shown: `Modules; \`gonka-sim ${kind} MODULE\` lists methods:\n  ${names.join('\n  ')}`, json: names };
  }
  const methods = modules.get(module);
  if (methods === undefined) {
    throw new CodedError(simErrors.usage, `${kind}: no module ${module}; there are ${[...modules.keys()].join(', ')}`);
  }
  const usages = methods.map((method) => usageOf(kind, module, method));
  return { shown: usages.map((usage) => `gonka-sim ${usage}`).join('\n'), json: usages };
}
