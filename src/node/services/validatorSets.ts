import type { PageRequest } from 'cosmjs-types/cosmos/base/query/v1beta1/pagination';
import type {
  GetLatestValidatorSetRequest,
  GetLatestValidatorSetResponse,
  GetValidatorSetByHeightRequest,
} from 'cosmjs-types/cosmos/base/tendermint/v1beta1/query';
import { PubKey } from 'cosmjs-types/cosmos/crypto/ed25519/keys';
import { proto } from '../../types/codec.js';
import { plainError } from '../../types/errors.js';
import { emptyBytes } from '../../util/bytes.js';
import type { Node } from '../node.js';
import { consensusAddress, refuseFuture, requireHeight } from './blocks.js';
import { cometPage } from './pages.js';

const defaultLimit = 100;

/** A page of the validators of a height. Pages are CometBFT's: an offset counts in whole pages. */
function pageOfSet(node: Node, height: bigint, request: PageRequest | undefined): GetLatestValidatorSetResponse {
  const set = node.blocks.validators(requireHeight(node, height, node.height + 1n));
  if (set === undefined) throw plainError(`could not find validator set for height #${height}`);
  const limit = Number(request?.limit ?? 0n) || defaultLimit;
  const page = Math.floor(Number(request?.offset ?? 0n) / limit) + 1;
  const validators = cometPage(set.validators, page, limit).map(({ address, pubKey, power, priority }) => ({
    address: consensusAddress(node, address),
    pubKey: { typeUrl: PubKey.typeUrl, value: proto(PubKey).encode({ key: pubKey }) },
    votingPower: power,
    proposerPriority: priority,
  }));
  const total = BigInt(set.validators.length);
  return { blockHeight: height, validators, pagination: { nextKey: emptyBytes, total } };
}

/** The set that signs the next block. */
export const latestValidators = (node: Node, { pagination }: GetLatestValidatorSetRequest) =>
  pageOfSet(node, node.height + 1n, pagination);

export function validatorsByHeight(node: Node, { height, pagination }: GetValidatorSetByHeightRequest) {
  refuseFuture(node, height);
  return pageOfSet(node, height, pagination);
}
