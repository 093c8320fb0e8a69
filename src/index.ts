// gonka-sim: chains, profiles and networks of participants, for programs and tests (docs/library.md).

export { encodeUnsignedTx } from './app/encodeTx.js';
export type { GonkaApp } from './app/gonkaApp.js';
export type { ChainProfile } from './module/chainProfile.js';
export { deployed, ProfileRegistry, proposal } from './module/profiles.js';
export { type ComparedRun, type ComparisonOptions, compareProfiles } from './network/compareProfiles.js';
export type { EpochReport, ModelRow, NodeRow, ParticipantRow, RunEnd, RunStart } from './network/runRecord.js';
export { parseScenario } from './network/scenario.js';
export type { Scenario } from './network/scenarioSchema.js';
export { type RunUntil, runUntil, type SimulationResult, simulate } from './network/simulate.js';
export { openSimulation, type Simulation, type SimulationOptions } from './network/simulation.js';
export { type GenesisFile, parseGenesisFile } from './node/genesisFile.js';
export { type ChainOptions, openChain as createChain } from './node/openChain.js';
export { replayRun } from './node/recording/replayRun.js';
export { comparisonTable } from './report/comparisonTable.js';
export { epochTable } from './report/epochTable.js';
export { jsonLine } from './report/jsonLine.js';
export { openLevelBackend } from './store/levelBackend.js';
export { MemoryBackend } from './store/memoryBackend.js';
export type * from './types/strategies.js';
export { defineProfile, defineStrategy, strategyKinds } from './types/strategies.js';
export { CodedError, type ErrorKind, simErrors } from './util/errors.js';
export { type Random, seededRandom } from './util/seededRandom.js';
