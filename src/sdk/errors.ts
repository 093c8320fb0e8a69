import { defineErrors } from '../util/errors.js';

// Numbers and texts of Cosmos SDK 0.53: clients tell errors apart by codespace and code and read the text.

export const bankErrors = defineErrors('bank', {
  noInputs: [2, 'no inputs to send transaction'],
  noOutputs: [3, 'no outputs to send transaction'],
  inputOutputMismatch: [4, 'sum inputs != sum outputs'],
  sendDisabled: [5, 'send transactions are disabled'],
  duplicateEntry: [8, 'duplicate entry'],
  multipleSenders: [9, 'multiple senders not allowed'],
});

export const stakingErrors = defineErrors('staking', {
  noValidatorFound: [3, 'validator does not exist'],
  validatorOwnerExists: [
    4,
    'validator already exist for this operator address; must use new validator operator address',
  ],
  validatorPubKeyExists: [5, 'validator already exist for this pubkey; must use new validator pubkey'],
  validatorPubKeyTypeNotSupported: [6, 'validator pubkey type is not supported'],
  validatorJailed: [7, 'validator for this address is currently jailed'],
  commissionNegative: [9, 'commission must be positive'],
  commissionHuge: [10, 'commission cannot be more than 100%'],
  commissionAboveMax: [11, 'commission cannot be more than the max rate'],
  commissionUpdateTime: [12, 'commission cannot be changed more than once in 24h'],
  commissionChangeNegative: [13, 'commission change rate must be positive'],
  commissionChangeAboveMax: [14, 'commission change rate cannot be more than the max rate'],
  commissionAboveMaxChange: [15, 'commission cannot be changed more than max change rate'],
  selfDelegationBelowMinimum: [16, "validator's self delegation must be greater than their minimum self delegation"],
  minSelfDelegationDecreased: [17, 'minimum self delegation cannot be decrease'],
  noDelegation: [19, 'no delegation for (address, validator) tuple'],
  noDelegatorForAddress: [21, 'delegator does not contain delegation'],
  insufficientShares: [22, 'insufficient delegation shares'],
  notEnoughShares: [24, 'not enough delegation shares'],
  maxUnbondingEntries: [27, 'too many unbonding delegation entries for (delegator, validator) tuple'],
  selfRedelegation: [29, 'cannot redelegate to the same validator'],
  tinyRedelegation: [30, 'too few tokens to redelegate (truncates to zero tokens)'],
  badRedelegationDestination: [31, 'redelegation destination validator not found'],
  transitiveRedelegation: [
    32,
    'redelegation to this validator already in progress; first redelegation to this validator must complete before next redelegation',
  ],
  maxRedelegationEntries: [33, 'too many redelegation entries for (delegator, src-validator, dst-validator) tuple'],
  invalidShareRate: [34, 'cannot delegate to validators with invalid (zero) ex-rate'],
  emptyPubKey: [39, 'empty validator public key'],
  commissionBelowMin: [40, 'commission cannot be less than min rate'],
  badRedelegationSource: [44, 'redelegation source validator not found'],
});

export const distributionErrors = defineErrors('distribution', {
  noDelegationInfo: [5, 'no delegation distribution info'],
  noCommission: [7, 'no validator commission to withdraw'],
  withdrawAddressDisabled: [8, 'set withdraw address disabled'],
  badDistribution: [9, 'community pool does not have sufficient coins to distribute'],
  noValidator: [12, 'validator does not exist'],
  noDelegation: [13, 'delegation does not exist'],
});

export const slashingErrors = defineErrors('slashing', {
  noValidatorForAddress: [2, 'address is not associated with any known validator'],
  validatorJailed: [4, 'validator still jailed; cannot be unjailed'],
  validatorNotJailed: [5, 'validator not jailed; cannot be unjailed'],
  missingSelfDelegation: [6, 'validator has no self-delegation; cannot be unjailed'],
  selfDelegationTooLow: [7, "validator's self delegation less than minimum; cannot be unjailed"],
});

export const paramsErrors = defineErrors('params', { unknownSubspace: [2, 'unknown subspace'] });

export const govErrors = defineErrors('gov', {
  inactiveProposal: [3, 'inactive proposal'],
  invalidProposalContent: [5, 'invalid proposal content'],
  invalidVote: [7, 'invalid vote option'],
  noProposalHandler: [9, 'no handler exists for proposal type'],
  unroutableProposalMsg: [10, 'proposal message not recognized by router'],
  noProposalMsgs: [11, 'no messages proposed'],
  invalidProposalMsg: [12, 'invalid proposal message'],
  invalidSigner: [13, 'expected gov account as only signer for proposal message'],
  metadataTooLong: [15, 'metadata too long'],
  minDepositTooSmall: [16, 'minimum deposit is too small'],
  invalidProposer: [18, 'invalid proposer'],
  votingPeriodEnded: [20, 'voting period already ended'],
  invalidProposal: [21, 'invalid proposal'],
  summaryTooLong: [22, 'summary too long'],
  invalidDepositDenom: [23, 'invalid deposit denom'],
});

export const feegrantErrors = defineErrors('feegrant', {
  feeLimitExceeded: [2, 'fee limit exceeded'],
  feeLimitExpired: [3, 'fee allowance expired'],
  invalidDuration: [4, 'invalid duration'],
  noAllowance: [5, 'no allowance'],
  noMessages: [6, 'allowed messages are empty'],
  messageNotAllowed: [7, 'message not allowed'],
});

export const authzErrors = defineErrors('authz', {
  noAuthorizationFound: [2, 'authorization not found'],
  invalidExpirationTime: [3, 'expiration time of authorization should be more than current time'],
  authorizationExpired: [6, 'authorization expired'],
  granteeIsGranter: [7, 'grantee and granter should be different'],
  authorizationNumOfSigners: [9, 'authorization can be given to msg with only one signer'],
});

export const groupErrors = defineErrors('group', {
  empty: [2, 'value is empty'],
  duplicate: [3, 'duplicate value'],
  maxLimit: [4, 'limit exceeded'],
  invalid: [6, 'invalid value'],
  unauthorized: [7, 'unauthorized'],
  expired: [9, 'expired'],
});

/** The table layer under x/group. */
export const ormErrors = defineErrors('legacy_orm', {
  uniqueConstraint: [13, 'unique constraint violation'],
});

/** The decimal arithmetic of x/group's weights. */
export const mathErrors = defineErrors('math', {
  invalidDecString: [10, 'invalid decimal string'],
});

/** The chain's own collateral module; 1101 and 1102 as recorded from a running node. */
export const collateralErrors = defineErrors('collateral', {
  insufficientCollateral: [1101, 'insufficient collateral'],
  invalidDenom: [1102, 'invalid denomination'],
  invalidFraction: [1103, 'invalid slash fraction'],
});
