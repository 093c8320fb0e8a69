import { expect } from 'vitest';
import { batchFilterA25 } from '../../../src/calculations/batchFilter.js';
import { computeNewWeights } from '../../../src/calculations/computeNewWeights.js';
import { nodeSharesA25 } from '../../../src/calculations/nodeShare.js';
import { minedParticipants, pocWeightsA25 } from '../../../src/calculations/pocWeights.js';
import { electorateA25 } from '../../../src/calculations/validationVote.js';
import { EpochGroupData, ValidationWeight } from '../../../src/gen/inference/inference/epoch_group_data.js';
import { Params } from '../../../src/gen/inference/inference/params.js';
import { Participant } from '../../../src/gen/inference/inference/participant.js';
import { PoCBatch, PoCValidation } from '../../../src/gen/inference/inference/pocbatch.js';
import { RandomSeed } from '../../../src/gen/inference/inference/random_seed.js';
import { defineStrategy, type Voter } from '../../../src/types/strategies.js';
import { readBech32 } from '../../../src/util/bech32.js';
import { compareBytes } from '../../../src/util/bytes.js';
import { fieldsAre, unknownForm } from '../settlement/form.js';
import type { CheckCase, VectorCase } from '../shared.js';
import { asJson, epochOf, listOf, participantsOf } from './records.js';

// As a profile runs them: with their results checked.
const filterRule = defineStrategy('batchFilter', 'a25', batchFilterA25);
const weightsRule = defineStrategy('weights', 'a25', pocWeightsA25);

/** The records of a store, in key order: a later one replaces an earlier one of the same key. */
function stored<T>(records: readonly T[], keyOf: (record: T) => string): T[] {
  const byKey = new Map(records.map((record) => [keyOf(record), record]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record);
}

const voterOf = ({ address, weight }: { address: string; weight: string }) => ({ address, weight: BigInt(weight) });

function addressBytes(address: string): Uint8Array {
  const result = readBech32(address);
  if (!result.ok) throw new Error(result.complaint);
  return result.data;
}

function checkCalculator({ input, expected }: VectorCase): void {
  fieldsAre(input, 'batches', 'kind', 'participants', 'seeds', 'validations', 'voters');
  const participants = listOf(Participant, input.participants);
  const seeds = listOf(RandomSeed, input.seeds);
  const { accepted } = minedParticipants(
    {
      participants: new Map(participants.map((participant) => [participant.index, participant])),
      seeds: new Map(seeds.map((seed) => [seed.participant, seed])),
      validations: listOf(PoCValidation, input.validations),
    },
    nodeSharesA25(listOf(PoCBatch, input.batches)),
    electorateA25(input.voters.map(voterOf)),
  );
  expect({ participants: asJson(accepted) }).toEqual(expected);
}

function checkComputeNewWeights({ input, expected }: VectorCase): void {
  const upcomingEpoch = { ...epochOf(input.upcoming_epoch), epochParams: undefined };
  const ofThisPoC = (record: { readonly pocStageStartBlockHeight: bigint }) =>
    record.pocStageStartBlockHeight === upcomingEpoch.pocStartBlockHeight;
  const participants = listOf(Participant, input.participants);
  const seeds = listOf(RandomSeed, input.seeds).filter(({ epochIndex }) => epochIndex === upcomingEpoch.index);
  const batches = stored(listOf(PoCBatch, input.batches), (batch) => `${batch.participantAddress}/${batch.batchId}`);
  const validations = stored(
    listOf(PoCValidation, input.validations),
    (validation) => `${validation.participantAddress}/${validation.validatorParticipantAddress}`,
  );
  const { participants: weighed } = computeNewWeights(
    { batchFilter: filterRule.run, weights: weightsRule.run },
    {
      upcomingEpoch,
      endingEpoch: {
        rootGroup: EpochGroupData.fromPartial({
          validationWeights: listOf(ValidationWeight, input.root_validation_weights),
        }),
        subGroups: [],
        activeParticipants: participantsOf(input.previous_active_participants?.participants),
      },
      batches: batches.filter(ofThisPoC),
      validations: validations.filter(ofThisPoC),
      participants: new Map(participants.map((participant) => [participant.index, participant])),
      seeds: new Map(seeds.map((seed) => [seed.participant, seed])),
      voters: input.group_members
        .map(voterOf)
        .sort((a: Voter, b: Voter) => compareBytes(addressBytes(a.address), addressBytes(b.address))),
      params: Params.fromPartial({}),
    },
  );
  expect({ participants: weighed.length === 0 ? null : asJson(weighed) }).toEqual(expected);
}

/** The calculator on given records, and the whole function on those of a store (reference, section 4). */
export const weightCalculatorCase: CheckCase = (vectorCase) => {
  if (vectorCase.input.kind === 'calculator') checkCalculator(vectorCase);
  else if (vectorCase.input.kind === 'computeNewWeights') checkComputeNewWeights(vectorCase);
  else unknownForm(vectorCase.input);
};
