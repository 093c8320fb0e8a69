import '../gen/inference/collateral/query.js';
import '../gen/inference/collateral/tx.js';
import '../gen/inference/inference/activeparticipants.js';
import '../gen/inference/inference/bridge.js';
import '../gen/inference/inference/genesis.js';
import '../gen/inference/inference/legacy.js';
import '../gen/inference/inference/query.js';
import '../gen/inference/inference/random_seed.js';
import '../gen/inference/inference/training.js';
import '../gen/inference/inference/tx.js';
import { messageTypeRegistry } from '../gen/typeRegistry.js';
import { CodedError, simErrors } from '../util/errors.js';
import type { MessageFns } from './codec.js';

// A generated module registers its types when it is loaded, so the imports above are what makes the table complete.

/** The generated type of a full name such as `inference.inference.Params`; an unknown name is a usage error. */
export function protoType(name: string): MessageFns<unknown> {
  const type = messageTypeRegistry.get(name);
  if (type === undefined) throw new CodedError(simErrors.usage, `there is no message type ${name}`);
  return type as MessageFns<unknown>;
}

/** Full names of all message types, in byte order. */
export function protoTypeNames(): string[] {
  return [...messageTypeRegistry.keys()].sort((a, b) => (a < b ? -1 : 1));
}
