import { shouldValidate } from '../../calculations/shouldValidate.js';
import { MsgValidation } from '../../gen/inference/inference/tx.js';
import { type Actor, behaviourAt, type Cast } from '../cast.js';
import { type OutgoingTx, packed } from '../chainClient.js';
import type { ChainView } from '../chainView.js';
import { requestsAt } from '../requests.js';
import { epochSeed } from '../seeds.js';

/** Checks those inferences of the last block that the actor's seed draws; without them its claim would be refused. */
export function validateInference(view: ChainView, cast: Cast, actor: Actor): OutgoingTx[] {
  if (behaviourAt(actor, view.nextHeight) === 'lazy') return [];
  const ids = requestsAt(view.client, cast, view.client.height).map(({ id }) => id);
  if (ids.length === 0 || !view.members.some(({ memberAddress }) => memberAddress === actor.address)) return [];
  const known = view.validationParameters(ids, actor.address);
  const params = known?.parameters;
  if (known === undefined || params === undefined) return [];
  const due = known.details.filter(
    (details) =>
      details.executorId !== actor.address &&
      servesModel(view, actor.address, details.model) &&
      details.totalPower > details.executorPower &&
      shouldValidate({
        seed: epochSeed(cast, actor, details.epochId),
        details,
        validatorPower: known.validatorPower,
        params,
      }).mustValidate,
  );
  return due.map(({ inferenceId }) => {
    const verdict = {
      creator: actor.address,
      id: `${inferenceId}-${actor.role.name}`,
      inferenceId,
      responsePayload: '',
      responseHash: '',
      value: 0.995,
      revalidation: false,
    };
    return { sender: actor.address, messages: [packed(MsgValidation, verdict)] };
  });
}

function servesModel(view: ChainView, address: string, model: string): boolean {
  const members = view.group(view.effectiveEpoch, model)?.validationWeights ?? [];
  return members.some(({ memberAddress }) => memberAddress === address);
}
