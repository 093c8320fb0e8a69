import type { MLNodeInfo } from '../../gen/inference/inference/epoch_group_data.js';
import { MsgFinishInference, MsgStartInference } from '../../gen/inference/inference/tx.js';
import { bytesToHex, utf8ToBytes } from '../../util/bytes.js';
import { drawIndex, type Random, seededRandom } from '../../util/seededRandom.js';
import { sha256 } from '../../util/sha256.js';
import type { Cast } from '../cast.js';
import { type OutgoingTx, packed } from '../chainClient.js';
import type { ChainView } from '../chainView.js';
import type { Scenario } from '../scenarioSchema.js';
import { isDown } from './declareHardware.js';

type Traffic = Scenario['traffic'][number];

/** The id of the n-th request of a block for the n-th entry of the scenario's traffic: anybody can say it again later. */
export const inferenceId = (cast: Cast, height: bigint, entry: number, request: number): string =>
  `${bytesToHex(sha256(utf8ToBytes(`${cast.seed}:inference:${height}:${entry}:${request}`))).slice(0, 32)}`;

const requestsAt = (cast: Cast, height: bigint, entry: number, perBlock: number): number => {
  const random = seededRandom(`${cast.seed}:requests:${height}:${entry}`);
  const whole = Math.floor(perBlock);
  return whole + (Number(random.below(1_000_000n)) < (perBlock - whole) * 1_000_000 ? 1 : 0);
};

/** The ids of all requests that were made in a block. */
export function inferencesOf(cast: Cast, height: bigint): string[] {
  return cast.scenario.traffic.flatMap(({ requestsPerBlock }, entry) =>
    Array.from({ length: requestsAt(cast, height, entry, requestsPerBlock) }, (_, request) =>
      inferenceId(cast, height, entry, request),
    ),
  );
}

/**
 * The block's inference traffic: each request is started by its developer and finished in the same block by a node that
 * holds the model's current timeslot. A node that is down leaves its request to expire.
 */
export function serveInference(view: ChainView, cast: Cast): OutgoingTx[] {
  return cast.scenario.traffic.flatMap((traffic, entry) => {
    const servers = serversOf(view, cast, traffic.model);
    const requests = requestsAt(cast, view.nextHeight, entry, traffic.requestsPerBlock);
    if (servers.length === 0) return [];
    return Array.from({ length: requests }, (_, request) =>
      oneRequest(view, cast, traffic, servers, inferenceId(cast, view.nextHeight, entry, request)),
    ).flat();
  });
}

interface Server {
  readonly address: string;
  readonly nodeId: string;
}

/** Nodes that serve the model now: those with the slot of this part of the epoch, whose owner this scenario plays. */
function serversOf(view: ChainView, cast: Cast, model: string): Server[] {
  const { pocStart, setNewValidators, epochIndex } = view.stages;
  const inPoC = epochIndex > 0n && pocStart <= view.nextHeight && view.nextHeight <= setNewValidators;
  const slot = inPoC ? 1 : 0;
  const group = view.group(view.effectiveEpoch, model);
  return (group?.validationWeights ?? [])
    .filter(({ memberAddress }) => cast.byAddress.has(memberAddress))
    .flatMap(({ memberAddress, mlNodes }) =>
      mlNodes
        .filter((node: MLNodeInfo) => node.timeslotAllocation[slot] === true)
        .map((node) => ({ address: memberAddress, nodeId: node.nodeId })),
    );
}

function oneRequest(
  view: ChainView,
  cast: Cast,
  traffic: Traffic,
  servers: readonly Server[],
  id: string,
): OutgoingTx[] {
  const random = seededRandom(`${cast.seed}:request:${id}`);
  const executor = servers[drawIndex(random, servers.length)]!;
  const developer = cast.actors[drawIndex(random, cast.actors.length)]!.address;
  const promptTokenCount = within(random, traffic.promptTokens);
  const completionTokenCount = within(random, traffic.completionTokens);
  const requestTimestamp = view.client.time;
  const promptHash = bytesToHex(sha256(utf8ToBytes(`prompt of ${id}`)));
  const start = packed(MsgStartInference, {
    creator: developer,
    inferenceId: id,
    promptHash,
    promptPayload: `prompt of ${id}`,
    model: traffic.model,
    requestedBy: developer,
    assignedTo: executor.address,
    nodeVersion: '',
    maxTokens: BigInt(traffic.completionTokens[1]),
    promptTokenCount,
    requestTimestamp,
    transferSignature: '',
    originalPrompt: `prompt of ${id}`,
  });
  const started = { sender: developer, messages: [start] };
  if (!canServe(cast, executor, view.nextHeight)) return [started];
  const finish = packed(MsgFinishInference, {
    creator: executor.address,
    inferenceId: id,
    responseHash: bytesToHex(sha256(utf8ToBytes(`answer to ${id}`))),
    responsePayload: `answer to ${id}`,
    promptTokenCount,
    completionTokenCount,
    executedBy: executor.address,
    transferredBy: developer,
    requestTimestamp,
    transferSignature: '',
    executorSignature: '',
    requestedBy: developer,
    originalPrompt: `prompt of ${id}`,
    model: traffic.model,
  });
  return [started, { sender: executor.address, messages: [finish] }];
}

function canServe(cast: Cast, { address, nodeId }: Server, height: bigint): boolean {
  const node = cast.byAddress.get(address)?.role.nodes.find(({ id }) => id === nodeId);
  return node !== undefined && !isDown(node, height);
}

const within = (random: Random, [low, high]: readonly [number, number]): bigint =>
  BigInt(low) + random.below(BigInt(high - low + 1));
