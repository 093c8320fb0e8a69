import { z } from 'zod';
import { CodedError } from '../../../util/errors.js';
import { mlnodeErrors } from '../../errors.js';
import { type Behaviour, behaviourSchema, parseYaml, withProfile } from '../behaviour.js';

const mostNodes = 5000;

const fleetSchema = z.strictObject({
  seed: z.string().default('fleet'),
  /** Nodes on ports of their own, counted up from these; else all on one port, by path. */
  ports: z
    .strictObject({
      api: z.int().min(1).max(65_535),
      compat: z.int().min(1).max(65_535).optional(),
    })
    .optional(),
  defaults: behaviourSchema.default({}),
  nodes: z
    .array(behaviourSchema.extend({ id: z.string().regex(/^[\w.{}-]+$/), count: z.int().positive().default(1) }))
    .min(1),
});

export interface FleetNode {
  /** How it is told from the others, and its part of the path. */
  readonly id: string;
  readonly behaviour: Behaviour;
}

export interface Fleet {
  readonly seed: string;
  readonly ports: { readonly api: number; readonly compat?: number | undefined } | undefined;
  readonly nodes: readonly FleetNode[];
}

/**
 * Reads a fleet from YAML: rows of nodes that behave alike, `{i}` in an id being the number of the node in its row, from 1.
 *
 * @throws mlnode/2 (fleetInvalid), mlnode/1 (behaviourInvalid) with the file and the place of what is wrong
 */
export function parseFleet(text: string, file: string): Fleet {
  const { seed, ports, defaults, nodes: rows } = parseYaml(fleetSchema, text, file, mlnodeErrors.fleetInvalid);
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  if (total > mostNodes) throw invalid(file, `nodes: ${total} nodes are more than ${mostNodes}`);
  const nodes = rows.flatMap(({ id, count, ...row }, place) =>
    Array.from({ length: count }, (_, i) => {
      if (count > 1 && !id.includes('{i}')) throw invalid(file, `nodes.${place}.id: ${count} nodes need {i} in it`);
      const behaviour = withProfile({ ...defaults, ...row }, `${file}: nodes.${place}`);
      return { id: id.replaceAll('{i}', String(i + 1)), behaviour };
    }),
  );
  const ids = new Set<string>();
  for (const { id } of nodes) {
    if (ids.has(id)) throw invalid(file, `nodes: two are called "${id}"`);
    ids.add(id);
  }
  return { seed, ports, nodes };
}

const invalid = (file: string, reason: string): CodedError =>
  new CodedError(mlnodeErrors.fleetInvalid, `${file}: ${reason}`);
