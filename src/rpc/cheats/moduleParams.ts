import type { DescMethod } from '@bufbuild/protobuf';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { GonkaApp } from '../../node/openChain.js';
import { jsonToWire } from '../../types/descriptors/jsonToWire.js';
import { chainServices, methodPath } from '../../types/descriptors/registry.js';
import { wireToJson } from '../../types/descriptors/wireToJson.js';
import { emptyBytes } from '../../util/bytes.js';
import { badField } from './fields.js';

type Fields = Readonly<Record<string, unknown>>;

/** How the parameters of a module are asked for, and how governance replaces them. */
export interface ParamsModule {
  readonly query: DescMethod;
  readonly update: DescMethod;
}

/** The modules of a chain whose parameters can be asked for and replaced, by name. Of two versions the final one counts. */
export function paramsModules({ machine: { routes } }: GonkaApp): ReadonlyMap<string, ParamsModule> {
  const found = new Map<string, ParamsModule>();
  for (const service of chainServices()) {
    const query = service.methods.find(({ name }) => name === 'Params');
    const { package: of } = service.file.proto;
    const update = chainServices()
      .find(({ typeName }) => typeName === `${of}.Msg`)
      ?.methods.find(({ name }) => name === 'UpdateParams');
    if (query === undefined || update === undefined || service.name !== 'Query') continue;
    if (!routes.query(methodPath(query)) || !routes.message(`/${update.input.typeName}`)) continue;
    const parts = of.split('.').filter((part) => !/^v\d+((alpha|beta)\d+)?$/.test(part));
    found.set(parts.at(-1)!, { query, update });
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The message by which governance gives a module its parameters of now with some of them changed. */
export function changedParams(app: GonkaApp, { query, update }: ParamsModule, changes: Fields, authority: string): Any {
  const { value = emptyBytes } = app.query({ path: methodPath(query), data: emptyBytes });
  const { params } = wireToJson(query.output, value ?? emptyBytes) as { readonly params: Fields };
  const next = merged(params, changes, 'params');
  const takesWhole = update.input.fields.some(({ name }) => name === 'params');
  const message = takesWhole ? { authority, params: next } : { authority, ...next };
  try {
    return { typeUrl: `/${update.input.typeName}`, value: jsonToWire(update.input, message) };
  } catch (error) {
    throw badField('params', (error as Error).message);
  }
}

/** Objects are changed field by field; whatever else there is gives way. */
function merged(now: Fields, changes: Fields, path: string): Fields {
  const unknown = Object.keys(changes).find((name) => !Object.hasOwn(now, name));
  if (unknown !== undefined) {
    throw badField(`${path}.${unknown}`, `there is no such parameter; there are: ${Object.keys(now).join(', ')}`);
  }
  const entries = Object.entries(now).map(([name, value]) => {
    if (!Object.hasOwn(changes, name)) return [name, value];
    const change = changes[name];
    return [name, isObject(value) && isObject(change) ? merged(value, change, `${path}.${name}`) : change];
  });
  return Object.fromEntries(entries);
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
