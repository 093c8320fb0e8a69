import type { DescField, DescMessage, DescMethod } from '@bufbuild/protobuf';
import { type DescExtension, getOption, hasOption } from '@bufbuild/protobuf';
import { jsonShape } from '../../types/descriptors/jsonShape.js';
import { chainRegistry, chainServices } from '../../types/descriptors/registry.js';
import { CodedError, simErrors } from '../../util/errors.js';

// Names of verbs come from the descriptors: `cosmos.bank.v1beta1.Query/AllBalances` is `bank all-balances`.

/** Which of a module's services a verb speaks to. */
export type ServiceKind = 'query' | 'tx';

const serviceNames: { readonly [kind in ServiceKind]: readonly string[] } = {
  query: ['Query', 'Service'],
  tx: ['Msg'],
};

/** `EpochGroupData` is `epoch-group-data`. */
export const kebab = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3-$2$4').toLowerCase();

/** The word before the version: `cosmos.gov.v1beta1` is gov. */
function moduleOf(method: DescMethod): string {
  const parts = method.parent.typeName.split('.').slice(0, -1);
  return parts.filter((part) => !/^v\d+((alpha|beta)\d+)?$/.test(part)).at(-1)!;
}

/** Of two versions of a method the final one comes first, so that `gov proposal` asks v1. */
const isFinal = (method: DescMethod): boolean => /\.v\d+\./.test(`.${method.parent.typeName}.`);

function methodsOf(kind: ServiceKind): readonly DescMethod[] {
  const services = chainServices().filter(({ name }) => serviceNames[kind].includes(name));
  const all = services.flatMap(({ methods }) => methods);
  return [...all.filter(isFinal), ...all.filter((method) => !isFinal(method))];
}

/** Modules in byte order, each with its methods' verbs. */
export function verbsOf(kind: ServiceKind): ReadonlyMap<string, readonly DescMethod[]> {
  const modules = new Map<string, DescMethod[]>();
  for (const method of methodsOf(kind)) {
    const known = modules.get(moduleOf(method)) ?? [];
    if (!known.some(({ name }) => name === method.name)) known.push(method);
    modules.set(moduleOf(method), known);
  }
  return new Map([...modules].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @throws gonka-sim/26 with what there is instead */
export function findMethod(kind: ServiceKind, module: string, verb: string): DescMethod {
  const methods = verbsOf(kind).get(module);
  if (methods === undefined) {
    throw usage(`${kind}: no module ${module}; there are ${[...verbsOf(kind).keys()].join(', ')}`);
  }
  const found = methods.find(({ name }) => kebab(name) === verb || kebab(name.replace(/^Get/, '')) === verb);
  if (found !== undefined) return found;
  throw usage(`${kind} ${module}: no ${verb}; there are ${methods.map(({ name }) => kebab(name)).join(', ')}`);
}

/** How a method is called: its verb and the fields that it takes. */
export function usageOf(kind: ServiceKind, module: string, method: DescMethod): string {
  const fields = argumentFields(method.input).map(({ name }) => `[${name}]`);
  return [kind, module, kebab(method.name), ...fields].join(' ');
}

/** Fields that arguments without a name fill, in order: all but the page, and but who signs. */
export function argumentFields(type: DescMessage): readonly DescField[] {
  const signer = signerField(type);
  return type.fields.filter(({ name }) => name !== 'pagination' && name !== signer);
}

/** The field of a message that names who must sign it. */
export function signerField(type: DescMessage): string | undefined {
  const extension = chainRegistry().getExtension('cosmos.msg.v1.signer') as DescExtension;
  if (hasOption(type, extension)) return (getOption(type, extension) as readonly string[])[0];
  return jsonShape(type).fields.find(({ name }) => name === 'creator' || name === 'authority')?.name;
}

const usage = (text: string): CodedError => new CodedError(simErrors.usage, text);
