import { type DescExtension, type DescMethod, getOption, hasOption } from '@bufbuild/protobuf';
import { chainRegistry, chainServices, methodPath } from '../../types/descriptors/registry.js';

/** One HTTP route of a method, from its `google.api.http` annotation. */
export interface HttpRoute {
  /** In upper case. */
  readonly verb: string;
  /** As the schema writes it: `/cosmos/bank/v1beta1/balances/{address}`. */
  readonly template: string;
  /** Name of the field that the body is; `*` when it is the whole request, empty when there is none. */
  readonly body: string;
  readonly method: DescMethod;
  /** Names of the fields in the path, in its order. */
  readonly fields: readonly string[];
  /** Fits the paths of the route, and captures the text of each field. */
  readonly pattern: RegExp;
}

/** A request's route, and the texts of the fields in its path. */
export interface RouteMatch {
  readonly route: HttpRoute;
  readonly fields: ReadonlyMap<string, string>;
}

/** What a generated `google.api.HttpRule` holds. */
interface HttpRule {
  readonly pattern: { readonly case?: string; readonly value?: string };
  readonly body: string;
  readonly additionalBindings: readonly HttpRule[];
}

/** Services that nodes answer over gRPC alone, although the schema has HTTP routes for them. */
const grpcOnly: ReadonlySet<string> = new Set(['cosmos.base.reflection.v1beta1.ReflectionService']);

/** The HTTP routes of the methods that a node serves: the first declared one that fits a request answers it. */
export class HttpRoutes {
  readonly all: readonly HttpRoute[];

  constructor(served: ReadonlySet<string>) {
    const services = chainServices().filter(({ typeName }) => !grpcOnly.has(typeName));
    const methods = services.flatMap((service) => service.methods);
    this.all = methods.filter((method) => served.has(methodPath(method))).flatMap(routesOf);
  }

  /** `path` is decoded and clean. */
  match(verb: string, path: string): RouteMatch | undefined {
    for (const route of this.all) {
      const found = route.verb === verb ? route.pattern.exec(path) : null;
      if (found === null) continue;
      return { route, fields: new Map(route.fields.map((field, index) => [field, found[index + 1]!])) };
    }
    return undefined;
  }
}

function routesOf(method: DescMethod): HttpRoute[] {
  const http = chainRegistry().getExtension('google.api.http') as DescExtension;
  if (!hasOption(method, http)) return [];
  const rule = getOption(method, http) as unknown as HttpRule;
  return [rule, ...rule.additionalBindings].flatMap(({ pattern, body }) => {
    if (pattern.case === undefined || pattern.value === undefined) return [];
    return [{ verb: pattern.case.toUpperCase(), template: pattern.value, body, method, ...compiled(pattern.value) }];
  });
}

const field = /\{([\w.]+)(=\*\*)?\}/g;

/** A field takes one segment of the path, be it empty; one marked `=**` takes as many as there are. */
function compiled(template: string): Pick<HttpRoute, 'fields' | 'pattern'> {
  const source = template
    .replace(/[.+?^$|()[\]\\]/g, '\\$&')
    .replace(field, (_, _name, rest) => (rest ? '(.*)' : '([^/]*)'));
  return { fields: Array.from(template.matchAll(field), ([, name]) => name!), pattern: new RegExp(`^${source}$`) };
}
