import { z } from 'zod';
import { brokenInvariants } from '../../../module/invariants/checkInvariants.js';
import { cheat } from '../cheat.js';
import { badField, whole } from '../fields.js';
import { requireInference } from '../inferenceChain.js';
import { intervene } from '../intervene.js';
import { withWeights } from '../withWeights.js';

const weights = z
  .record(z.string(), whole(1n, 2n ** 62n, 100n), 'an object is wanted: weights by member, for example {"gonka1…":100}')
  .refine((given) => Object.keys(given).length > 0, 'at least one member is wanted');

export const setWeights = cheat({
  name: 'sim_setWeights',
  doc:
    'Gives members of an epoch other weights: in its root group, in the groups of their models, as voters, and in the snapshot ' +
    'that the groups were made of. A member that would weigh more than its nodes has the first of them weigh more. In the epoch ' +
    'that is in effect, validator powers follow. Answers with the invariants that do not hold any more.',
  params: z.strictObject({
    weights: weights.describe('weights by address; who is not named keeps his'),
    epoch: whole(0n, 2n ** 63n - 1n, 1n)
      .optional()
      .describe('the epoch in effect when left out'),
  }),
  example: { params: { weights: { gonka1vcqc3gcyu3j937nz7kyvmhwxgqctp88xsq5qlw: 250 } } },
  run(desk, { weights: given, epoch: wanted }) {
    const { node } = desk;
    requireInference(node);
    const { keepers } = node.app.view();
    const { inference } = keepers;
    const epoch = wanted ?? inference.state.effectiveEpoch.get() ?? 0n;
    const root = inference.state.epochGroupData.get([epoch, '']);
    if (root === undefined) throw badField('epoch', `epoch ${epoch} has no groups; one that was formed is wanted`);
    const members = root.validationWeights.map(({ memberAddress }) => memberAddress);
    const stranger = Object.keys(given).find((one) => !members.includes(one));
    if (stranger !== undefined)
      throw badField(`weights.${stranger}`, `no member of epoch ${epoch}; there are: ${members.join(', ')}`);
    const before = new Set(brokenInvariants(keepers, node.profile));
    const told = {
      epoch: String(epoch),
      weights: Object.fromEntries(Object.entries(given).map(([who, w]) => [who, String(w)])),
    };
    const answer = intervene(desk, 'sim_setWeights', told, (own) =>
      withWeights(own.inference, epoch, new Map(Object.entries(given))),
    );
    const broken = brokenInvariants(node.app.view().keepers, node.profile).filter((one) => !before.has(one));
    return { ...answer, broken };
  },
});
