import { z } from 'zod';
import { defaultMnemonic, isMnemonic } from '../node/accounts.js';

// The form of a scenario file: who takes part, with which MLNodes, what traffic comes, what changes when.
// Strict everywhere: a misspelt field is an error with its place, not a silent default.

const height = z.int().positive();
const count = z.int().nonnegative();
const range = z
  .tuple([count, count])
  .refine(([low, high]) => low <= high, 'the first number must not exceed the second');
const id = z.string().min(1);

const outage = z
  .strictObject({ from: height, until: height })
  .refine((o) => o.from < o.until, 'from must be below until');

const node = z.strictObject({
  id,
  models: z.array(id),
  /** Card type -> how many. */
  hardware: z.record(id, count).default({}),
  host: z.string().default('http://localhost'),
  port: z.string().default('8080'),
  /** Nonces that the node finds in one PoC; seeded jitter of a tenth is added to either side. */
  nonces: count,
  /** Heights (inclusive start, exclusive end) in which the node neither mines nor serves. */
  outages: z.array(outage).default([]),
});

/**
 * What a participant does when the chain asks for something.
 * - honest: all that the protocol wants;
 * - fraudulent: claims three times the nonces it found, and the others see it;
 * - repeating: sends every batch twice under other ids;
 * - silent: mines, but reveals no seed;
 * - lazy: never validates anybody.
 */
const behaviour = z.enum(['honest', 'fraudulent', 'repeating', 'silent', 'lazy']);

const participant = z.strictObject({
  name: id,
  /** Index of its account under the scenario's mnemonic; by default its place in the list. */
  account: count.optional(),
  url: z.string().optional(),
  behaviour: behaviour.default('honest'),
  /** Honest until this height. */
  misbehavesFrom: height.optional(),
  /** Registers at this height; without one it is there from genesis on, or joins as soon as it can. */
  joins: height.optional(),
  /** Asks for this unit-of-compute price when set. */
  price: count.optional(),
  nodes: z.array(node).default([]),
});

const traffic = z.strictObject({
  model: id,
  requestsPerBlock: z.number().nonnegative(),
  promptTokens: range.default([50, 400]),
  completionTokens: range.default([20, 800]),
});

/** From this height on the node declares other models. */
const change = z.strictObject({ height, participant: id, node: id, models: z.array(id) });

/** A message in proto JSON with its type, as `@type`; a text of `@` and a participant's name stands for its address. */
const message = z.looseObject({ '@type': id });

const proposal = z.strictObject({
  height,
  title: id,
  summary: z.string().default(''),
  expedited: z.boolean().default(false),
  /** Fields of the inference parameters to change, nested as in the genesis file; the rest stays as it is then. */
  params: z.record(z.string(), z.unknown()).optional(),
  messages: z.array(message).default([]),
  vote: z.enum(['yes', 'no', 'abstain', 'no_with_veto']).default('yes'),
});

export const scenarioSchema = z.strictObject({
  schema: z.literal('gonka-sim/scenario/1'),
  name: id,
  /** Accounts are derived from it at m/44'/1200'/0'/0/i. */
  mnemonic: z.string().refine(isMnemonic, 'no mnemonic of BIP-39').default(defaultMnemonic),
  /** Seconds between two blocks. */
  blockSeconds: z.int().positive().default(5),
  participants: z.array(participant).min(1),
  traffic: z.array(traffic).default([]),
  changes: z.array(change).default([]),
  proposals: z.array(proposal).default([]),
});

export type Scenario = z.infer<typeof scenarioSchema>;
export type ScenarioParticipant = Scenario['participants'][number];
export type ScenarioNode = ScenarioParticipant['nodes'][number];
export type ScenarioProposal = Scenario['proposals'][number];
export type Behaviour = ScenarioParticipant['behaviour'];
