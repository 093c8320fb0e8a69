import { CodedError, defineErrors } from '../util/errors.js';

/** Errors of the inference module, as the chain registers them (reference 7.1). Texts are part of what clients see. */
export const inferenceErrors = defineErrors('inference', {
  invalidSigner: [1100, 'expected gov account as only signer for proposal message'],
  inferenceIdExists: [1101, 'inference with id already exists'],
  inferenceNotFound: [1102, 'inference with id not found'],
  participantNotFound: [1103, 'participant not found'],
  inferenceNotFinished: [1104, 'inference not finished'],
  cannotValidateOwnInference: [1105, 'participant cannot validate own inference'],
  requesterCannotPay: [1106, 'requester cannot pay for inference'],
  pocWrongStartBlockHeight: [1107, 'start block height must be divisible by 240'],
  pocTooLate: [1108, 'POC submission is too late'],
  pocNonceNotAccepted: [1109, 'POC nonce not accepted'],
  accountAlreadyExists: [1110, 'account already exists'],
  inferenceAlreadyInvalidated: [1111, 'inference already invalidated'],
  currentEpochGroupNotFound: [1112, 'current epoch group not found'],
  pocAddressInvalid: [1113, 'POC address marked invalid, no longer allowed'],
  negativeCoinBalance: [1114, 'negative coin balance'],
  negativeRefundBalance: [1115, 'negative refund balance'],
  claimSignatureInvalid: [1116, 'claim signature invalid'],
  validationsMissed: [1117, 'validations missed'],
  tokenomicsNotFound: [1118, 'tokenomics not found'],
  cannotMintNegativeCoins: [1119, 'cannot mint negative coins'],
  trainingTaskNotFound: [1120, 'training task not found'],
  trainingTaskAlreadyClaimed: [1121, 'training task already claimed for assignment'],
  trainingTaskAlreadyAssigned: [1122, 'training task already assigned'],
  cannotCreateSubGroupFromSubGroup: [1123, 'cannot create a sub-group from a sub-group'],
  cannotGetSubGroupFromSubGroup: [1124, 'cannot get a sub-group from a sub-group'],
  inferenceHasInvalidModel: [1125, 'inference has a model that has no sub-group'],
  epochGroupDataNotFound: [1126, 'epoch group data not found for the given poc start block height and model id'],
  effectiveEpochNotFound: [1127, 'current epoch not found'],
  upcomingEpochNotFound: [1128, 'upcoming epoch group not found'],
  previousEpochNotFound: [1129, 'previous epoch group not found'],
  latestEpochNotFound: [1130, 'latest epoch group data not found'],
  epochGroupDataAlreadyExists: [
    1131,
    'epoch group data already exists for the given poc start block height and model id',
  ],
  invalidSignature: [1132, 'invalid keys provided for StartInference'],
  inferenceExpired: [1133, 'inference has expired'],
  invalidModel: [1134, 'invalid model'],
  modelSnapshotNotFound: [1135, 'model snapshot not found in epoch group data'],
  epochNotFound: [1136, 'epoch not found'],
  illegalState: [1137, 'illegal state for the operation requested'],
  invalidValidationThreshold: [1138, 'validation threshold must be in [0, 100] range'],
});

/** Errors that the SDK registers for all modules. */
export const sdkErrors = defineErrors('sdk', {
  txDecode: [2, 'tx parse error'],
  invalidSequence: [3, 'invalid sequence'],
  unauthorized: [4, 'unauthorized'],
  insufficientFunds: [5, 'insufficient funds'],
  unknownRequest: [6, 'unknown request'],
  invalidAddress: [7, 'invalid address'],
  invalidPubKey: [8, 'invalid pubkey'],
  unknownAddress: [9, 'unknown address'],
  invalidCoins: [10, 'invalid coins'],
  outOfGas: [11, 'out of gas'],
  memoTooLarge: [12, 'memo too large'],
  insufficientFee: [13, 'insufficient fee'],
  tooManySignatures: [14, 'maximum number of signatures exceeded'],
  noSignatures: [15, 'no signatures supplied'],
  jsonMarshal: [16, 'failed to marshal JSON bytes'],
  jsonUnmarshal: [17, 'failed to unmarshal JSON bytes'],
  invalidRequest: [18, 'invalid request'],
  txInMempoolCache: [19, 'tx already in mempool'],
  mempoolIsFull: [20, 'mempool is full'],
  txTooLarge: [21, 'tx too large'],
  keyNotFound: [22, 'key not found'],
  wrongPassword: [23, 'invalid account password'],
  invalidSigner: [24, 'tx intended signer does not match the given signer'],
  invalidGasAdjustment: [25, 'invalid gas adjustment'],
  invalidHeight: [26, 'invalid height'],
  invalidVersion: [27, 'invalid version'],
  invalidChainId: [28, 'invalid chain-id'],
  invalidType: [29, 'invalid type'],
  txTimeoutHeight: [30, 'tx timeout height'],
  unknownExtensionOptions: [31, 'unknown extension options'],
  wrongSequence: [32, 'incorrect account sequence'],
  packAny: [33, 'failed packing protobuf message to Any'],
  unpackAny: [34, 'failed unpacking protobuf message from Any'],
  logic: [35, 'internal logic error'],
  conflict: [36, 'conflict'],
  notSupported: [37, 'feature not supported'],
  notFound: [38, 'not found'],
  io: [39, 'Internal IO error'],
  appConfig: [40, 'error in app.toml'],
  invalidGasLimit: [41, 'invalid gas limit'],
  txTimeout: [42, 'tx timeout'],
});

/** Errors of no module: what the chain shows for an error without a number, and for a panic that it recovered from. */
export const undefinedErrors = defineErrors('undefined', {
  internal: [1, 'internal'],
  panic: [111222, 'panic'],
});

/**
 * An error that the chain returns as plain text: code 1 of codespace `undefined`, and the text alone as message.
 *
 * Clients see no registered text behind it, unlike with every other error.
 */
export function plainError(text: string): CodedError {
  return new CodedError({ ...undefinedErrors.internal, text });
}
