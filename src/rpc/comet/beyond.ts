import { asRpcError } from './calls.js';
import { failure, type RpcRequest, success } from './envelope.js';
import { rpcError } from './errors.js';
import type { CometEnv } from './route.js';
import type { JsonText } from './shapes/json.js';

/** Answers a method that CometBFT has not: with what the node's owner added, if anything. */
export async function answerBeyond(
  env: CometEnv,
  { method, params }: RpcRequest,
  id: JsonText,
  origin: string | undefined,
): Promise<JsonText> {
  try {
    const result = env.beyond?.(method, params, origin);
    return result === undefined ? failure(id, rpcError('methodNotFound')) : success(id, await result);
  } catch (error) {
    return failure(id, asRpcError(error));
  }
}
