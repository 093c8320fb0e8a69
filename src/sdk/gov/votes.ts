import { type Vote, VoteOption, voteOptionToJSON, type WeightedVoteOption } from 'cosmjs-types/cosmos/gov/v1/gov';
import type { MsgVote, MsgVoteWeighted } from 'cosmjs-types/cosmos/gov/v1/tx';
import { sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { utf8ToBytes } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import * as dec from '../../util/legacyDec.js';
import { requireAccount } from '../addresses.js';
import { govErrors } from '../errors.js';
import type { GovKeeper } from './keeper.js';
import { maxMetadataLength } from './proposals.js';

/** One whole vote for an option. */
export function vote(keeper: GovKeeper, { proposalId, voter, option, metadata }: MsgVote): void {
  const by = requireAccount(keeper.addresses, voter, 'invalid voter address');
  checkOption(option);
  addVote(keeper, { proposalId, voter: by, options: [{ option, weight: dec.format(dec.one) }], metadata });
}

/** A vote that is shared out among options. */
export function voteWeighted(keeper: GovKeeper, { proposalId, voter, options, metadata }: MsgVoteWeighted): void {
  const by = requireAccount(keeper.addresses, voter, 'invalid voter address');
  checkWeightedOptions(options);
  addVote(keeper, { proposalId, voter: by, options, metadata });
}

const isOption = (option: VoteOption): boolean =>
  option >= VoteOption.VOTE_OPTION_YES && option <= VoteOption.VOTE_OPTION_NO_WITH_VETO;

/** Refuses an option that is none: `gov` 7 with its name or number. */
function checkOption(option: VoteOption): void {
  if (isOption(option)) return;
  const known = VoteOption[option] !== undefined && option >= 0;
  throw new CodedError(govErrors.invalidVote, known ? voteOptionToJSON(option) : String(option));
}

const printOption = ({ option, weight }: WeightedVoteOption): string =>
  `option:${voteOptionToJSON(option)} weight:${JSON.stringify(weight)} `;

/** Refuses options that are none, come twice, or whose weights are not fractions that sum to 1. */
function checkWeightedOptions(options: readonly WeightedVoteOption[]): void {
  if (options.length === 0) throw new CodedError(sdkErrors.invalidRequest, '[]');
  const seen = new Set<VoteOption>();
  let total = dec.zero;
  for (const weighted of options) {
    const weight = weightOf(weighted);
    if (weight === undefined) throw new CodedError(govErrors.invalidVote, printOption(weighted));
    if (seen.has(weighted.option)) throw new CodedError(govErrors.invalidVote, 'duplicated vote option');
    seen.add(weighted.option);
    total = dec.add(total, weight);
  }
  if (total > dec.one) throw new CodedError(govErrors.invalidVote, 'total weight overflow 1.00');
  if (total < dec.one) throw new CodedError(govErrors.invalidVote, 'total weight lower than 1.00');
}

/** The weight of an option, above 0 and up to 1; undefined when option or weight is invalid. */
function weightOf({ option, weight }: WeightedVoteOption): dec.LegacyDec | undefined {
  try {
    const value = dec.parse(weight);
    return isOption(option) && value > 0n && value <= dec.one ? value : undefined;
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}

/** Stores a vote in place of the voter's earlier one. Nothing to vote on is `gov` 3. */
function addVote(keeper: GovKeeper, vote: Vote): void {
  const { proposalId, voter, options, metadata } = vote;
  if (!keeper.schema.voting.has(proposalId)) throw new CodedError(govErrors.inactiveProposal, String(proposalId));
  const size = utf8ToBytes(metadata).length;
  if (size > maxMetadataLength) throw new CodedError(govErrors.metadataTooLong, `got metadata with length ${size}`);
  keeper.setVote(vote);
  const shown = JSON.stringify(options.map(({ option, weight }) => ({ option, weight })));
  keeper.ctx.emit(event('proposal_vote', { voter, option: shown, proposal_id: proposalId }));
}
