import { z } from 'zod';
import { msgRouter } from '../../../app/msgRouter.js';
import { rpcError } from '../../comet/errors.js';
import { cheat } from '../cheat.js';
import { badField, text } from '../fields.js';
import { intervene } from '../intervene.js';
import { changedParams, paramsModules } from '../moduleParams.js';

export const setParams = cheat({
  name: 'sim_setParams',
  doc:
    "Changes parameters of a module as its governance would: the fields that are given, the others stay. The module's own rules " +
    'check them.',
  params: z.strictObject({
    module: text.describe('name of the module, for example inference'),
    params: z
      .record(
        z.string(),
        z.unknown(),
        'an object of parameters is wanted, for example {"epoch_params":{"epoch_length":"60"}}',
      )
      .describe('parameters by the names that their query shows, nested as there'),
  }),
  example: { params: { module: 'inference', params: { epoch_params: { epoch_length: '60' } } } },
  run(desk, { module, params }) {
    const { app } = desk.node;
    const known = paramsModules(app);
    const found = known.get(module);
    if (found === undefined)
      throw badField('module', `${module} has no parameters; there are: ${[...known.keys()].join(', ')}`);
    return intervene(desk, 'sim_setParams', JSON.parse(JSON.stringify({ module, params })), ({ auth }, ctx) => {
      const message = changedParams(app, found, params, auth.addresses.module('gov'));
      try {
        msgRouter(() => app.machine).execute(ctx, message);
      } catch (error) {
        throw rpcError('invalidParams', `params: ${module} refuses them: ${(error as Error).message}`);
      }
    });
  },
});
