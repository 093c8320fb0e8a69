import type { MLNodeInfo } from '../../gen/inference/inference/epoch_group_data.js';
import { MsgFinishInference, MsgStartInference } from '../../gen/inference/inference/tx.js';
import { bytesToHex, utf8ToBytes } from '../../util/bytes.js';
import { drawIndex } from '../../util/seededRandom.js';
import { sha256 } from '../../util/sha256.js';
import type { Actor, Cast } from '../cast.js';
import { type OutgoingTx, packed } from '../chainClient.js';
import type { ChainView } from '../chainView.js';
import { agentSignature, type InferenceRequest, requestsAt } from '../requests.js';
import { isDown } from './declareHardware.js';

/**
 * The block's inference traffic: each request is started by its user's API node and finished in the same block by a node
 * that holds the model's current timeslot. A node that is down leaves its request to expire.
 */
export function serveInference(view: ChainView, cast: Cast): OutgoingTx[] {
  const servers = new Map<string, readonly Server[]>();
  return requestsAt(view.client, cast, view.nextHeight).flatMap((request) => {
    if (!servers.has(request.model)) servers.set(request.model, serversOf(view, cast, request.model));
    return served(view, cast, request, servers.get(request.model)!);
  });
}

interface Server {
  readonly owner: Actor;
  readonly nodeId: string;
}

/** Nodes that serve the model now: those with the slot of this part of the epoch, whose owner this scenario plays. */
function serversOf(view: ChainView, cast: Cast, model: string): Server[] {
  const { pocStart, setNewValidators, epochIndex } = view.stages;
  const inPoC = epochIndex > 0n && pocStart <= view.nextHeight && view.nextHeight <= setNewValidators;
  const slot = inPoC ? 1 : 0;
  const members = view.group(view.effectiveEpoch, model)?.validationWeights ?? [];
  return members.flatMap(({ memberAddress, mlNodes }) => {
    const owner = cast.byAddress.get(memberAddress);
    const holding = mlNodes.filter((node: MLNodeInfo) => node.timeslotAllocation[slot] === true);
    return owner === undefined ? [] : holding.map(({ nodeId }) => ({ owner, nodeId }));
  });
}

/** A model that nobody serves gets no requests through: the user's API node finds no executor. */
function served(view: ChainView, cast: Cast, request: InferenceRequest, servers: readonly Server[]): OutgoingTx[] {
  if (servers.length === 0) return [];
  const server = servers[drawIndex(request.random, servers.length)]!;
  const started = start(cast, request, server.owner);
  const node = server.owner.role.nodes.find(({ id }) => id === server.nodeId);
  if (node === undefined || isDown(node, view.nextHeight)) return [started];
  return [started, finish(cast, request, server.owner)];
}

function start(cast: Cast, request: InferenceRequest, executor: Actor): OutgoingTx {
  const { address } = request.user;
  const message = packed(MsgStartInference, {
    creator: address,
    inferenceId: request.id,
    promptHash: bytesToHex(sha256(utf8ToBytes(request.prompt))),
    promptPayload: request.prompt,
    model: request.model,
    requestedBy: address,
    assignedTo: executor.address,
    nodeVersion: '',
    maxTokens: request.maxTokens,
    promptTokenCount: request.promptTokens,
    requestTimestamp: request.timestamp,
    transferSignature: agentSignature(cast, request.user, request, executor.address),
    originalPrompt: request.prompt,
  });
  return { sender: address, messages: [message] };
}

function finish(cast: Cast, request: InferenceRequest, executor: Actor): OutgoingTx {
  const { address } = request.user;
  const answer = `answer to ${request.prompt}`;
  const message = packed(MsgFinishInference, {
    creator: executor.address,
    inferenceId: request.id,
    responseHash: bytesToHex(sha256(utf8ToBytes(answer))),
    responsePayload: answer,
    promptTokenCount: request.promptTokens,
    completionTokenCount: request.completionTokens,
    executedBy: executor.address,
    transferredBy: address,
    requestTimestamp: request.timestamp,
    transferSignature: agentSignature(cast, request.user, request, executor.address),
    executorSignature: agentSignature(cast, executor, request, executor.address),
    requestedBy: address,
    originalPrompt: request.prompt,
    model: request.model,
  });
  return { sender: executor.address, messages: [message] };
}
