import { expect, it } from 'vitest';
import { goStruct } from '../../../src/rpc/gateway/goStruct.js';
import { messageType } from '../../../src/types/descriptors/jsonShape.js';
import { jsonToWire } from '../../../src/types/descriptors/jsonToWire.js';
import { wireToJson } from '../../../src/types/descriptors/wireToJson.js';

const rows: readonly (readonly [what: string, type: string, json: object, text: string])[] = [
  ['nothing of what is zero', 'inference.inference.Model', { id: 'm', model_args: [] }, '{"id":"m"}'],
  [
    'numbers of all sizes as numbers',
    'inference.inference.Model',
    { units_of_compute_per_token: '18446744073709551615', validation_threshold: { value: '85', exponent: -2 } },
    '{"units_of_compute_per_token":18446744073709551615,"validation_threshold":{"value":85,"exponent":-2}}',
  ],
  [
    'enums as numbers, and lists',
    'inference.inference.HardwareNode',
    { local_id: '0', status: 'INFERENCE', models: ['a'] },
    '{"local_id":"0","status":1,"models":["a"]}',
  ],
  [
    'a message that is there, however empty',
    'inference.inference.Participant',
    { current_epoch_stats: {} },
    '{"current_epoch_stats":{}}',
  ],
];

it.each(rows)("a record as Go's own JSON shows %s", (_, type, json, text) => {
  const message = messageType(type);
  expect(goStruct(message, wireToJson(message, jsonToWire(message, json)))).toBe(text);
});
