import type { Because } from './exchanges.js';

/** Why an answer over REST is not equal: by the route, and where it first differs. */
const reasons: readonly (readonly [route: RegExp, where: RegExp, reason: string])[] = [
  [/./, /^status 501/, 'a module that is not here'],
  [/^\/$|swagger/, /^at /, 'a page of our own'],
  [/tendermint/, /node_info|application_version/, "the node's own key, name and addresses"],
  [/node\/v1beta1/, /./, "the node's own settings and hashes"],
  [/simulate/, /message/, "no places in the real node's code in error texts"],
  [/get_random_executor/, /executor/, 'drawn at random by the real node'],
];

/** No list of the recorded node has these entries in this order: it walks a map of Go. */
const drawnOrder = 'in an order that the real node draws at random';

export const restBecause: Because = ({ where, exchange, isReordered }) =>
  isReordered
    ? drawnOrder
    : reasons.find(([route, place]) => route.test(exchange.asked.path) && place.test(where))?.[2];

/** Why an answer over gRPC is not equal. */
const grpcReasons: readonly (readonly [name: RegExp, where: RegExp, reason: string])[] = [
  [/^list services/, /./, 'services of modules that are not here, and reflection v1 besides'],
  [/^list methods/, /./, 'methods of our own besides'],
  [/^describe/, /./, 'fields of our own'],
  [/GetNodeInfo|node\.v1beta1/, /./, "the node's own key, names, settings and hashes"],
  [/autocli/, /fields code,message/, "the real binary's command line"],
];

export const grpcBecause: Because = ({ where, exchange }) =>
  grpcReasons.find(([name, place]) => name.test(exchange.name) && place.test(where))?.[2];
