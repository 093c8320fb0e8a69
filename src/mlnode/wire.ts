// What an MLNode's API says, field for field as it stands in the JSON (reference, section 4). Names are the wire's.

/** A model repository, at a commit or at its latest one. */
export interface ModelRef {
  readonly hf_repo: string;
  readonly hf_commit: string | null;
}

export type ModelStatus = 'NOT_FOUND' | 'PARTIAL' | 'DOWNLOADING' | 'DOWNLOADED' | 'IGNORED';

/** Answer of `POST /models/status`. Times are in seconds. */
export interface ModelStatusAnswer {
  readonly model: ModelRef;
  readonly status: ModelStatus;
  readonly progress: { readonly start_time: number; readonly elapsed_seconds: number } | null;
  readonly error_message: string | null;
}

/** Answer of `POST /models/download`, 202. */
export interface DownloadAnswer {
  readonly task_id: string;
  readonly status: ModelStatus;
  readonly model: ModelRef;
}

/** Answer of `DELETE /models`. */
export interface DeleteAnswer {
  readonly status: 'deleted' | 'cancelled';
  readonly model: ModelRef;
}

/** Answer of `GET /models/list`: one entry a revision. */
export interface ModelList {
  readonly models: readonly { readonly model: ModelRef; readonly status: ModelStatus }[];
}

/** Answer of `GET /models/space`. */
export interface CacheSpace {
  readonly cache_size_gb: number;
  readonly available_gb: number;
  readonly cache_path: string;
}

/** Body of `POST /inference/up` and `/inference/up/async`. */
export interface UpRequest {
  readonly model: string;
  readonly dtype: string;
  readonly additional_args?: readonly string[];
}

export type StartStatus = 'not_started' | 'in_progress' | 'completed' | 'cancelled' | 'failed';

/** Answer of `GET /inference/up/status`. */
export interface UpStatus {
  readonly status: StartStatus;
  readonly is_starting: boolean;
  readonly is_running: boolean;
  readonly elapsed_seconds: number | null;
  readonly error: string | null;
}

/** What a proof of compute is made with. Other keys are refused. */
export interface PocParams {
  readonly model: string;
  readonly seq_len: number;
  readonly k_dim?: number;
}

/** What every PoC request says: for whom, at which block, and where it stands among the participant's nodes. */
export interface PocRequest {
  readonly block_hash: string;
  readonly block_height: number;
  readonly public_key: string;
  readonly node_id: number;
  readonly node_count: number;
  readonly params: PocParams;
  readonly batch_size?: number;
  /** Where results are posted: `{url}/generated`, `{url}/validated`. */
  readonly url?: string | null;
  readonly poc_stronger_rng?: boolean;
}

/** Body of `POST /inference/pow/init/generate`. */
export type InitGenerateRequest = PocRequest;

/** An instance that refused or failed. */
export interface PortError {
  readonly port: number;
  readonly error: string;
}

/** Answer of `POST /inference/pow/init/generate`, 200. A 502 has `{detail: {errors}}`. */
export interface InitGenerateAnswer {
  readonly status: 'OK';
  /** How many took it. */
  readonly backends: number;
  /** How many were asked, and share the nonces. */
  readonly n_groups: number;
  readonly results: readonly { readonly port: number; readonly status: 'OK' }[];
  readonly errors: readonly PortError[] | null;
}

/** One instance in `GET /inference/pow/status`. */
export type BackendStatus =
  | { readonly port: number; readonly status: 'ERROR'; readonly detail: string }
  | {
      readonly port: number;
      readonly status: 'GENERATING' | 'IDLE';
      readonly config: GenerationConfig | null;
      readonly stats: { readonly total_processed: number; readonly nonces_per_second: number } | null;
    };

export interface GenerationConfig {
  readonly block_hash: string;
  readonly block_height: number;
  readonly public_key: string;
  readonly node_id: number;
  readonly node_count: number;
  readonly group_id: number;
  readonly n_groups: number;
  readonly seq_len: number;
  readonly k_dim: number;
}

/** Answer of `GET /inference/pow/status`. */
export interface PowStatus {
  readonly status: 'GENERATING' | 'MIXED' | 'IDLE' | 'NO_BACKENDS';
  readonly backends: readonly BackendStatus[];
}

/** Answer of `POST /inference/pow/stop`. */
export type PowStopAnswer =
  | { readonly status: 'OK'; readonly message: 'No backends to stop' }
  | {
      readonly status: 'OK';
      readonly results: readonly { readonly port: number; readonly status: 'stopped' }[];
      readonly errors: readonly PortError[] | null;
    };

/** A nonce and its vector: `k_dim` half-precision numbers, little endian, in base64. */
export interface WireArtifact {
  readonly nonce: number;
  readonly vector_b64: string;
}

/** The test as it stands in a request or a reference. */
export interface WireStatTest {
  readonly dist_threshold?: number;
  readonly p_mismatch?: number;
  readonly fraud_threshold?: number;
}

/** Body of `POST /inference/pow/generate`. */
export interface GenerateRequest extends PocRequest {
  readonly nonces: readonly number[];
  readonly wait?: boolean;
  readonly validation?: { readonly artifacts: readonly WireArtifact[] } | null;
  readonly stat_test?: WireStatTest | null;
}

export interface WireEncoding {
  readonly dtype: 'f16';
  readonly k_dim: number;
  readonly endian: 'le';
}

/** What was made. */
export interface GeneratedResult {
  readonly artifacts: readonly WireArtifact[];
  readonly encoding: WireEncoding;
}

/** What a validation found. */
export interface ValidatedResult {
  readonly n_total: number;
  readonly n_mismatch: number;
  readonly mismatch_nonces: readonly number[];
  readonly p_value: number;
  readonly fraud_detected: boolean;
}

/** Answers of `POST /inference/pow/generate` and `GET /inference/pow/generate/{request_id}`. */
export type GenerateAnswer =
  | ({ readonly status: 'completed'; readonly request_id: string } & (GeneratedResult | ValidatedResult))
  | { readonly status: 'queued'; readonly request_id: string; readonly queued_count?: number }
  | { readonly status: 'running' | 'cancelled'; readonly request_id: string }
  | { readonly status: 'failed'; readonly request_id: string; readonly error: string };

export type ServiceState = 'POW' | 'INFERENCE' | 'TRAIN' | 'STOPPED';

/** Answer of `GET /state`. */
export interface NodeState {
  readonly state: ServiceState;
  readonly version: string;
  readonly poc_status: PowStatus['status'] | null;
  readonly inference_healthy: boolean | null;
  readonly loaded_model: string | null;
}

export interface GpuDevice {
  readonly index: number;
  readonly name: string;
  readonly total_memory_mb: number;
  readonly free_memory_mb: number;
  readonly used_memory_mb: number;
  readonly utilization_percent: number;
  readonly temperature_c: number;
  readonly is_available: boolean;
  readonly error_message: string | null;
}

/** Answer of `GET /health` and `/livez`; 503 when unhealthy. */
export interface Health {
  readonly status: 'healthy' | 'unhealthy';
  readonly service_state: ServiceState;
  readonly gpu: { readonly available: boolean; readonly count: number; readonly devices: readonly GpuDevice[] };
  readonly managers: Readonly<Record<'pow' | 'inference' | 'train', { running: boolean; healthy: boolean }>>;
}
