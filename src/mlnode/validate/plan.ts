import type { Reference } from '../reference/readReference.js';
import { deployArgs } from './deployArgs.js';
import { type ResolvedStatTest, resolveStatTest } from './statTest.js';

/** Everything that the caller said or left unsaid, by upstream's names; reports carry it as it stands. */
export interface ValidateArgs {
  readonly mlnode_url: string;
  readonly model: string;
  readonly reference: string | null;
  readonly threshold: number | null;
  readonly p_mismatch: number | null;
  readonly fraud_threshold: number | null;
  readonly exp_name: string | null;
  readonly exp_dir: string | null;
  readonly skip_download: boolean;
  /** Seconds, as the other time limits. */
  readonly download_timeout: number;
  readonly skip_deploy: boolean;
  readonly dtype: string;
  readonly tp_size: number | null;
  readonly max_model_len: number | null;
  readonly extra_arg: readonly string[];
  readonly deploy_timeout: number;
  readonly skip_throughput: boolean;
  readonly warmup_seconds: number;
  readonly measure_seconds: number;
  readonly sample_interval: number;
  readonly batch_size: number | null;
  readonly skip_validate: boolean;
  readonly validation_timeout: number;
  readonly validation_batch_size: number | null;
}

/** A run before it begins: what is tested against what, with every parameter resolved. */
export interface ValidatePlan {
  readonly args: ValidateArgs;
  readonly reference: Reference;
  /** Folder of its reports. */
  readonly expDir: string;
  readonly additionalArgs: readonly string[];
  readonly statTest: ResolvedStatTest;
}

/** Resolves what a run needs. */
export function planOf(args: ValidateArgs, reference: Reference, expDir: string): ValidatePlan {
  const { tp_size: tpSize, max_model_len: maxModelLen, extra_arg: extraArgs } = args;
  const { threshold, p_mismatch, fraud_threshold } = args;
  return {
    args,
    reference,
    expDir,
    additionalArgs: deployArgs(reference.additionalArgs, { tpSize, maxModelLen, extraArgs }),
    statTest: resolveStatTest(reference, { dist_threshold: threshold, p_mismatch, fraud_threshold }),
  };
}
