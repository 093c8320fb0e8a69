import type { DescMessage } from '@bufbuild/protobuf';
import { type JsonField, type JsonKind, jsonShape } from '../../types/descriptors/jsonShape.js';
import type { HttpRoute, HttpRoutes } from './httpRoutes.js';

/** A part of an OpenAPI document. */
type Part = { [name: string]: unknown };

const status: Part = {
  type: 'object',
  properties: {
    code: { type: 'integer', description: "gRPC's code" },
    message: { type: 'string' },
    details: { type: 'array', items: {} },
  },
};

/** The OpenAPI 3.0 document of a node's REST routes, from the schema alone. */
export function openapi(routes: HttpRoutes): Part {
  const schemas = new Schemas();
  const paths: Record<string, Part> = {};
  for (const route of routes.all) {
    const path = route.template.replaceAll('=**', '');
    const verb = route.verb.toLowerCase();
    paths[path] = { [verb]: operation(route, schemas), ...paths[path] };
  }
  return {
    openapi: '3.0.3',
    info: { title: 'gonka-sim', version: '1', description: 'Queries and transactions of the simulated chain' },
    paths,
    components: { schemas: { ...schemas.all(), 'grpc.Status': status } },
  };
}

function operation(route: HttpRoute, schemas: Schemas): Part {
  const { method, body, template } = route;
  const name = `${method.parent.typeName}.${method.name}`;
  const again = template === '' ? '' : template.replace(/\W+/g, '_');
  const heightHeader = { name: 'x-cosmos-block-height', in: 'header', schema: { type: 'string', format: 'int64' } };
  return {
    operationId: `${name}${again}`,
    summary: name,
    tags: [method.parent.typeName],
    parameters: [...pathParameters(route), ...(body === '*' ? [] : queryParameters(route)), heightHeader],
    ...(body === '' ? {} : { requestBody: { required: true, content: content(bodySchema(route, schemas)) } }),
    responses: {
      200: { description: 'The answer', content: content(schemas.of(method.output)) },
      default: { description: 'Why there is none', content: content({ $ref: '#/components/schemas/grpc.Status' }) },
    },
  };
}

const content = (schema: Part): Part => ({ 'application/json': { schema } });

function bodySchema({ method, body }: HttpRoute, schemas: Schemas): Part {
  const field = jsonShape(method.input).fields.find(({ name }) => name === body);
  return field?.message === undefined ? schemas.of(method.input) : schemas.of(field.message);
}

function pathParameters({ fields, method }: HttpRoute): Part[] {
  return fields.map((name) => {
    const field = jsonShape(method.input).fields.find((one) => one.name === name);
    return { name, in: 'path', required: true, schema: field === undefined ? { type: 'string' } : scalar(field) };
  });
}

/** Fields of nested messages are named with dots; messages in lists, and packed ones, cannot stand in a query. */
function queryParameters({ fields, body, method }: HttpRoute): Part[] {
  const open = (type: DescMessage, prefix: string): Part[] =>
    jsonShape(type).fields.flatMap((field) => {
      const name = `${prefix}${field.name}`;
      if (fields.includes(name) || name === body || field.repeats === 'map' || field.kind === 'any') return [];
      if (field.kind !== 'message') {
        const schema = scalar(field);
        return [{ name, in: 'query', schema: field.repeats === 'list' ? { type: 'array', items: schema } : schema }];
      }
      return prefix === '' && field.repeats === 'once' ? open(field.message!, `${name}.`) : [];
    });
  return open(method.input, '');
}

const kinds: { readonly [kind in JsonKind]?: Part } = {
  bool: { type: 'boolean' },
  float: { type: 'number', format: 'float' },
  double: { type: 'number', format: 'double' },
  bytes: { type: 'string', format: 'byte', nullable: true },
  timestamp: { type: 'string', format: 'date-time', nullable: true },
  duration: { type: 'string', example: '3.500s', nullable: true },
  dec: { type: 'string', example: '0.100000000000000000' },
  int: { type: 'string', example: '1000' },
};

function scalar({ kind, values }: JsonField): Part {
  if (kind === 'enum') return { type: 'string', enum: values!.values.map(({ name }) => name) };
  if (kind.endsWith('64')) return { type: 'string', format: kind.startsWith('u') ? 'uint64' : 'int64' };
  if (kind.endsWith('32')) return { type: 'integer', format: kind.startsWith('u') ? 'int64' : 'int32' };
  return kinds[kind] ?? { type: 'string' };
}

const packed: Part = {
  type: 'object',
  nullable: true,
  properties: { '@type': { type: 'string' } },
  additionalProperties: true,
};

/** The schemas of all messages that were asked for, and of those in them. */
class Schemas {
  readonly #all = new Map<string, Part>();

  of(type: DescMessage): Part {
    const { typeName } = type;
    if (!this.#all.has(typeName)) {
      const properties: Part = {};
      this.#all.set(typeName, { type: 'object', properties });
      for (const field of jsonShape(type).fields) properties[field.name] = this.#field(field);
    }
    return { $ref: `#/components/schemas/${typeName}` };
  }

  all(): Part {
    return Object.fromEntries([...this.#all].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #field(field: JsonField): Part {
    const value = field.kind === 'message' ? this.of(field.message!) : field.kind === 'any' ? packed : scalar(field);
    if (field.repeats === 'list') return { type: 'array', items: value };
    return field.repeats === 'map' ? { type: 'object', additionalProperties: value } : value;
  }
}
