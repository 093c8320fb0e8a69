import type { Because } from './exchanges.js';

/** Why an answer over REST is not equal: by the route, and where it first differs. */
const reasons: readonly (readonly [route: RegExp, where: RegExp, reason: string])[] = [
  [/training_/, /^status 501/, 'trainings are not here'],
  [/./, /^status 501/, 'a module that is not here'],
  [/params\/v1beta1\/(params|subspaces)/, /./, 'spaces of parameters from before modules kept their own are not here'],
  [/module_accounts/, /entries/, 'accounts of modules that are not here'],
  [/^\/$|swagger/, /^at /, 'a page of our own'],
  [/tendermint/, /node_info|application_version/, "the node's own key, name and addresses"],
  [/node\/v1beta1/, /./, "the node's own settings and hashes"],
  [/simulate/, /message/, "no places in the real node's code in error texts"],
  [/get_random_executor/, /executor/, 'drawn at random by the real node'],
  [
    /all_model_per_token_prices|models_stats_by_time|participants_stats|poc_batches_for_stage/,
    /\[\d+\]\./,
    'in an order that the real node draws at random',
  ],
];

export const restBecause: Because = ({ where, exchange }) =>
  reasons.find(([route, place]) => route.test(exchange.asked.path) && place.test(where))?.[2];

/** Why an answer over gRPC is not equal. */
const grpcReasons: readonly (readonly [name: RegExp, where: RegExp, reason: string])[] = [
  [/^list services/, /./, 'services of modules that are not here, and reflection v1 besides'],
  [/^list methods/, /./, 'methods that are not here, and some of our own'],
  [/^describe/, /./, 'fields of our own'],
  [/GetNodeInfo|node\.v1beta1/, /./, "the node's own key, names, settings and hashes"],
  [/FileDescriptors/, /./, 'files of modules that are not here'],
  [/./, /fields code,message/, 'a method of a module that is not here'],
];

export const grpcBecause: Because = ({ where, exchange }) =>
  grpcReasons.find(([name, place]) => name.test(exchange.name) && place.test(where))?.[2];
