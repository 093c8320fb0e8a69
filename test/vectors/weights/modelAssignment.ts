import { expect } from 'vitest';
import { modelAssignmentA25 } from '../../../src/calculations/modelAssignmentA25.js';
import { participantsWithSlots, slotCandidatesAtFormation } from '../../../src/calculations/slotCandidates.js';
import { slotRandom, slotSelectionA25 } from '../../../src/calculations/slotSelection.js';
import type { ActiveParticipant } from '../../../src/gen/inference/inference/activeparticipants.js';
import { HardwareNodes } from '../../../src/gen/inference/inference/hardware_node.js';
import { Model } from '../../../src/gen/inference/inference/model.js';
import { NodeMap } from '../../../src/types/nodeMap.js';
import { defineStrategy } from '../../../src/types/strategies.js';
import { compareUtf8 } from '../../../src/util/bytes.js';
import { CodedError } from '../../../src/util/errors.js';
import { fieldsAre } from '../settlement/form.js';
import type { CheckCase, VectorCase } from '../shared.js';
import { asJson, listOf, participantsOf } from './records.js';

// As a profile runs them: with their results checked.
const assignmentRule = defineStrategy('modelAssignment', 'a25', modelAssignmentA25);
const slotRule = defineStrategy('slotAllocation', 'a25', slotSelectionA25, { when: 'formation' });

function assignedA25(input: VectorCase): readonly ActiveParticipant[] {
  const epochIndex = BigInt(input.upcoming_epoch_index);
  const ids: string[] = [...(input.governance_models ?? [])].sort(compareUtf8);
  const models = ids.map((id) => Model.fromPartial({ id }));
  const hardware = listOf(HardwareNodes, input.hardware_nodes);
  let participants = assignmentRule.run({
    upcomingEpoch: { index: epochIndex, pocStartBlockHeight: 0n, epochParams: undefined },
    endingEpoch: {
      rootGroup: undefined,
      subGroups: [],
      activeParticipants: participantsOf(input.previous_active_participants?.participants),
    },
    participants: participantsOf(input.participants)!,
    governanceModels: models,
    hardwareNodes: new Map(hardware.map((nodes) => [nodes.participant, nodes])),
  });
  const facts = {
    epochIndex,
    previousAppHash: new Uint8Array(),
    fractionBasisPoints: 5000,
    taken: new NodeMap<string>(),
  };
  for (const model of models) {
    const candidates = slotCandidatesAtFormation(model, participants, facts);
    const { drawn } = slotRule.run(candidates, slotRandom(candidates));
    participants = participantsWithSlots(participants, model.id, drawn);
  }
  return participants;
}

/** Models, legacy weight and slots (reference, sections 5.1 and 5.3). */
export const modelAssignmentCase: CheckCase = ({ input, expected }) => {
  fieldsAre(
    input,
    'governance_models',
    'hardware_nodes',
    'participants',
    'previous_active_participants',
    'upcoming_epoch_index',
  );
  if (expected.panic) expect(() => assignedA25(input)).toThrow(CodedError);
  else expect({ participants: asJson(assignedA25(input)) }).toEqual(expected);
};
