export { type CriticalCount, criticalCount, type PowerRow, power, powerTable } from './binomial/critical.js';
export { type Interval, rateInterval } from './binomial/interval.js';
export { logBinomialMass } from './binomial/mass.js';
export { binomialTail, type Tail } from './binomial/tail.js';
export { type Collected, type CollectOptions, collectRun, type Progress } from './collect/collectRun.js';
export { realWorld, type World } from './collect/http.js';
export { type InferenceValidationRun, parsePlan, type RunParams, runName, type ServerConfig } from './collect/plan.js';
export { choosePrompts, type Prompt } from './collect/prompts.js';
export {
  type ChainDistance,
  type Comparison,
  chainDistance,
  chainMessageValue,
  chainSuccessful,
  compareAnswers,
  type Distance,
  type DistanceName,
  distance2,
  similarityOf,
} from './distance/distances.js';
export { type Answer, type Position, position, topOf } from './distance/position.js';
export {
  type TokenDistance,
  tokenDistance2,
  tokenDistanceChain,
  tokenDistanceEarly,
  tokenDistanceJs,
} from './distance/tokenDistances.js';
export { validationErrors } from './errors.js';
export { type AttackPlan, attackLimits, defaultAttackPlan } from './jointProbability/attackPlan.js';
export { checkPreproof, type PreproofCheck, type PreproofVerdict } from './jointProbability/checkPreproof.js';
export { type JointProbability, jointProbability } from './jointProbability/jointProbability.js';
export {
  type BootstrapOptions,
  bootstrapThreshold,
  fewestHonest,
  honestThreshold,
  type PreproofThreshold,
} from './jointProbability/preproofThreshold.js';
export { proofDistribution } from './jointProbability/proofDistribution.js';
export { type AttackReport, type AttackRow, simulateAttacks } from './jointProbability/simulateAttacks.js';
export { normalCdf, normalQuantile } from './normalDistribution.js';
export { type CalibratedPair, type Calibration, calibrate } from './poc/calibrate.js';
export {
  type ArtifactsVerdict,
  type ComparedNonce,
  compareArtifacts,
  type PocArtifact,
  validateArtifacts,
} from './poc/compareArtifacts.js';
export { type FraudVerdict, fraudTest, type StatTest, serverStatTest } from './poc/fraudTest.js';
export { isMismatch, l2Distance } from './poc/mismatch.js';
export { type NonceShare, noncesOf } from './poc/nonces.js';
export { allPairs, distanceCorrelation, pairOf, type RunPair } from './poc/pairs.js';
export { type PocRun, type PocSet, parsePocSet } from './poc/pocSet.js';
export * as pocStreams from './poc/randomStreams.js';
export { type ProofBatch, sampleBatch, sampleIndices } from './poc/sampling.js';
export { decodeVector, defaultKDim, encodeVector } from './poc/vectorCodec.js';
export { normal, permutation, sfc32, type Uniform } from './random.js';
export { type RecordAtLine, readRecords, recordsOf } from './records/readRecords.js';
export type { DeployedModel, RequestParams, ValidationRecord } from './records/record.js';
export { parseRecord, recordLine } from './records/recordJson.js';
export { writeRecords } from './records/writeRecords.js';
export {
  type Artifact,
  artifactLine,
  type ProofPosition,
  parseArtifact,
  parseTopLogits,
  type TopLogits,
} from './sequence/artifact.js';
export { checkDistribution, type DistributionCheck } from './sequence/checkDistribution.js';
export { checkSequence, type SequenceCheck, type SequenceOptions } from './sequence/checkSequence.js';
export type { ProofVerdict, RejectReason, WeakReason } from './sequence/proofVerdict.js';
export { type Model, type ProofRequest, proveSequence } from './sequence/proveSequence.js';
export { contractSeed, runSeed } from './sequence/runSeed.js';
export type { Sampling } from './sequence/sampling.js';
export { contractVersion, samplingWeights } from './sequence/samplingWeights.js';
export { drawIndex, positionSeed, Tape } from './sequence/tape.js';
export { type ModelSide, type Verification, verifyArtifact } from './sequence/verifyArtifact.js';
export { type Description, describeSample, deviation, mean, quantile } from './statistics.js';
export { boundCurve, type CurvePoint } from './thresholds/boundCurve.js';
export {
  computeThresholds,
  type ThresholdOptions,
  type ThresholdReport,
  thresholdJson,
} from './thresholds/computeThresholds.js';
export { type GroupRow, type GroupTable, groupTable } from './thresholds/groups.js';
export { hardwareGroup } from './thresholds/hardwareGroup.js';
export { type Fold, type HoldOut, type HoldOutOptions, holdOut } from './thresholds/holdOut.js';
export { type Bounds, type Metrics, metricsOf, type Samples, type Verdict, verdictOf } from './thresholds/metrics.js';
export { type ModelPreset, modelPresets, type PublishedThreshold, publishedThresholds } from './thresholds/presets.js';
export { readSamples, type Sample, type SampleClass, type SampleFile } from './thresholds/sampleFile.js';
export { type FoundBounds, type SearchOptions, searchBounds } from './thresholds/searchBounds.js';
export { syntheticDistances } from './thresholds/syntheticSamples.js';
export { type ExactVote, exactVote } from './vote/exactVote.js';
export { type PublishedNumber, publishedNumbers } from './vote/publishedNumbers.js';
export { parseWeights, type VotingWeights } from './vote/readWeights.js';
export { reconstructedWeights } from './vote/reconstructedWeights.js';
export { accusationRate, accusesFrom, type Correlation, reportSettings, type VoteSettings } from './vote/settings.js';
export { type ShareSummary, simulateVotes, type VoteResult, type VoteRun } from './vote/simulateVotes.js';
export { type BoundedProbability, type VoteDistribution, voteDistribution } from './vote/voteDistribution.js';
export { type FixedCountRow, fixedCounts, type RateTrial, trialsOfRate } from './vote/votesOfOne.js';
