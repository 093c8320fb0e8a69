import { type CommitSig, SignedMsgType } from 'cosmjs-types/tendermint/types/types';
import { BlockIDFlag } from 'cosmjs-types/tendermint/types/validator';
import { emptyCommit } from '../../../types/comet/commit.js';
import { emptyValidatorSet, totalPower, type ValidatorSet } from '../../../types/comet/validatorSet.js';
import { equalBytes } from '../../../util/bytes.js';
import { type CometEnv, callRoute } from '../route.js';
import { proposerJson } from '../shapes/events.js';
import { int, type Json, jsonText, time, upperHex } from '../shapes/json.js';
import { validatorSetJson } from '../shapes/validators.js';

/** A vote that is not there. */
const nilVote = 'nil-Vote';
/** The first bytes of a hash, address or signature. */
const fingerprint = (bytes: Uint8Array): string => upperHex(bytes).slice(0, 12).padEnd(12, '0');

/** Where consensus stands between two blocks: the next height waits, and nobody has voted. */
function roundOf({ node }: CometEnv) {
  const { blocks, height } = node;
  const last = blocks.commit(height)?.commit ?? emptyCommit;
  const signed = last.signatures.find(({ blockIdFlag }) => blockIdFlag !== BlockIDFlag.BLOCK_ID_FLAG_ABSENT);
  return {
    height: height + 1n,
    validators: blocks.validators(height + 1n) ?? emptyValidatorSet,
    lastValidators: blocks.validators(height) ?? emptyValidatorSet,
    last,
    since: time(signed?.timestamp ?? blocks.byHeight(height)!.block.header.time),
  };
}

/** Votes by validator as `BA{3:x_x} 20/30 = 0.67`. */
function bitArray(set: ValidatorSet, voted: (index: number) => boolean): string {
  const bits = set.validators.map((_, index) => (voted(index) ? 'x' : '_')).join('');
  const power = set.validators.reduce((sum, validator, index) => (voted(index) ? sum + validator.power : sum), 0n);
  const total = totalPower(set);
  return `BA{${bits.length}:${bits}} ${power}/${total} = ${(Number(power) / Number(total)).toFixed(2)}`;
}

function noVotes(set: ValidatorSet): Json {
  const nobody = set.validators.map(() => nilVote);
  const bits = bitArray(set, () => false);
  return [{ round: 0, prevotes: nobody, prevotes_bit_array: bits, precommits: nobody, precommits_bit_array: bits }];
}

/** In a few words: the next height, its proposer and its votes. */
export const consensusState = callRoute({
  name: 'consensus_state',
  params: {},
  handle(env) {
    const { height, validators, since } = roundOf(env);
    const proposer = validators.proposer?.address ?? new Uint8Array(0);
    const index = validators.validators.findIndex(({ address }) => equalBytes(address, proposer));
    const state = {
      'height/round/step': `${height}/0/1`,
      start_time: since,
      proposal_block_hash: '',
      locked_block_hash: '',
      valid_block_hash: '',
      height_vote_set: noVotes(validators),
      proposer: proposerJson({ address: proposer, index }),
    };
    return jsonText({ round_state: state });
  },
});

/** All of it: the next height's validators, the last one's and their votes. */
export const dumpConsensusState = callRoute({
  name: 'dump_consensus_state',
  params: {},
  handle(env) {
    const { height, validators, lastValidators, since } = roundOf(env);
    const state = {
      height: int(height),
      round: 0,
      step: 1,
      start_time: since,
      commit_time: since,
      validators: validatorSetJson(validators),
      proposal: null,
      proposal_block: null,
      proposal_block_parts: null,
      locked_round: -1,
      locked_block: null,
      locked_block_parts: null,
      valid_round: -1,
      valid_block: null,
      valid_block_parts: null,
      votes: noVotes(validators),
      commit_round: -1,
      last_commit: lastCommitJson(env),
      last_validators: validatorSetJson(lastValidators),
      triggered_timeout_precommit: false,
    };
    return jsonText({ round_state: state, peers: [] });
  },
});

function lastCommitJson(env: CometEnv): Json {
  const { last, lastValidators } = roundOf(env);
  const present = last.signatures.map(({ blockIdFlag }) => blockIdFlag !== BlockIDFlag.BLOCK_ID_FLAG_ABSENT);
  const heightAndRound = `${last.height}/${String(last.round).padStart(2, '0')}`;
  const kind = `${SignedMsgType[SignedMsgType.SIGNED_MSG_TYPE_PRECOMMIT]}(Precommit)`;
  const voteText = ({ validatorAddress, blockIdFlag, signature, timestamp }: CommitSig, index: number): string => {
    if (!present[index]) return nilVote;
    const hash = blockIdFlag === BlockIDFlag.BLOCK_ID_FLAG_COMMIT ? last.blockId.hash : new Uint8Array(0);
    const fingerprints = `${fingerprint(hash)} ${fingerprint(signature)} ${fingerprint(new Uint8Array(0))}`;
    return `Vote{${index}:${fingerprint(validatorAddress)} ${heightAndRound}/${kind} ${fingerprints} @ ${time(timestamp)}}`;
  };
  return {
    votes: last.signatures.map(voteText),
    votes_bit_array: bitArray(lastValidators, (index) => present[index] === true),
    peer_maj_23s: {},
  };
}
