import { readConsensusParams } from '../../../app/consensusParams.js';
import type { GenesisFile } from '../../../node/genesisFile.js';
import { formatTime } from '../../../sdk/time.js';
import { internalError } from '../errors.js';
import { uint } from '../params.js';
import { type CometEnv, callRoute } from '../route.js';
import { consensusParamsJson } from '../shapes/consensusParams.js';
import { int, type Json, type JsonText, jsonText } from '../shapes/json.js';

/** Bytes of a chunk before base64. */
const chunkBytes = 16 * 1024 * 1024;

const texts = new WeakMap<GenesisFile, JsonText>();

/** The genesis as CometBFT keeps it: without what only the application's file says. */
function genesisText({ node }: CometEnv): JsonText {
  const { genesis } = node;
  const known = texts.get(genesis);
  if (known !== undefined) return known;
  const text = jsonText({
    genesis_time: formatTime(genesis.time),
    chain_id: genesis.chainId,
    initial_height: int(genesis.initialHeight),
    consensus_params: consensusParamsJson(readConsensusParams(genesis.consensusParams)),
    app_hash: '',
    app_state: genesis.appState as Json,
  });
  texts.set(genesis, text);
  return text;
}

/** The whole genesis, unless it is too large for one answer. */
export const genesis = callRoute({
  name: 'genesis',
  params: {},
  cacheable: true,
  handle(env) {
    const text = genesisText(env);
    if (Buffer.byteLength(text) > chunkBytes) {
      throw internalError('genesis response is large, please use the genesis_chunked API instead');
    }
    return `{"genesis":${text}}`;
  },
});

/** The genesis in pieces. */
export const genesisChunked = callRoute({
  name: 'genesis_chunked',
  params: { chunk: uint },
  cacheable: true,
  handle(env, { chunk }) {
    const bytes = Buffer.from(genesisText(env));
    const total = Math.ceil(bytes.length / chunkBytes);
    if (chunk >= BigInt(total)) throw internalError(`there are ${total - 1} chunks, ${chunk} is invalid`);
    const from = Number(chunk) * chunkBytes;
    const data = bytes.subarray(from, from + chunkBytes).toString('base64');
    return jsonText({ chunk: int(chunk), total: int(total), data });
  },
});
