import { internalError, rpcError } from '../errors.js';
import { typed } from '../params.js';
import { callRoute } from '../route.js';

const known = ['tendermint/DuplicateVoteEvidence', 'tendermint/LightClientAttackEvidence'];

/** Reports that validators signed twice. The one validator of this node does not, so nothing is ever accepted. */
export const broadcastEvidence = callRoute({
  name: 'broadcast_evidence',
  params: { evidence: typed },
  handle(_env, { evidence }) {
    if (evidence === undefined) throw internalError('no evidence was provided');
    const { type, value } = evidence;
    if (!known.includes(type)) {
      throw rpcError('invalidParams', `error converting json params to arguments: unknown type "${type}"`);
    }
    const { vote_a: a, vote_b: b } = (value ?? {}) as Readonly<Record<string, unknown>>;
    if (type === known[0] && (!a || !b)) {
      const name = (vote: unknown) => (vote ? 'Vote' : 'nil-Vote');
      throw internalError(`evidence.ValidateBasic failed: one or both of the votes are empty ${name(a)}, ${name(b)}`);
    }
    throw internalError('failed to add evidence: this node does not follow up evidence');
  },
});
