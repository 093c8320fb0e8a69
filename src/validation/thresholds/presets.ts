/** How a model is deployed on an MLNode (seed 0, "Define Model Presets"). */
export interface ModelPreset {
  readonly model: string;
  readonly precision: string;
  readonly dtype: string;
  readonly additionalArgs: readonly string[];
}

const toolArgs = (parser: string): readonly string[] => [
  '--gpu-memory-utilization',
  '0.95',
  '--enable-auto-tool-choice',
  '--tool-call-parser',
  parser,
  '--max_model_len',
  '10000',
];

/** Models of seeds 0 and 1, honest ones and cheaper stand-ins; those of seed 0 by its names. */
export const modelPresets = {
  QWEN3_30B_FP8: {
    model: 'Qwen/Qwen3-30B-A3B-Instruct-2507-FP8',
    precision: 'fp8',
    dtype: 'float16',
    additionalArgs: toolArgs('hermes'),
  },
  QWEN3_30B_INT4: {
    model: 'cpatonn/Qwen3-30B-A3B-Instruct-2507-AWQ-4bit',
    precision: 'int4',
    dtype: 'float16',
    additionalArgs: toolArgs('hermes'),
  },
  QWEN25_7B_W8A16: {
    model: 'RedHatAI/Qwen2.5-7B-quantized.w8a16',
    precision: 'w8a16',
    dtype: 'float16',
    additionalArgs: [],
  },
  QWEN25_7B_W8A8: {
    model: 'RedHatAI/Qwen2.5-7B-quantized.w8a8',
    precision: 'w8a8',
    dtype: 'float16',
    additionalArgs: [],
  },
} as const satisfies Readonly<Record<string, ModelPreset>>;

/** One published hardware group: what was printed of it. */
export interface PublishedGroup {
  readonly class: 'honest' | 'fraud';
  readonly hardware: string;
  readonly mean: number;
  readonly std: number;
  readonly n?: number;
}

/**
 * Published bounds, for comparison (reference, section 2.3). The raw records behind them are not public, so they are
 * scenarios, not recomputation tests. `detection` is what the source prints: in some it is counted above `upper`, in some
 * it is really the F1.
 */
export interface PublishedThreshold {
  readonly model: string;
  readonly source: string;
  readonly lower: number;
  readonly upper: number;
  readonly detection: string;
  readonly f1: number;
  readonly groups: readonly PublishedGroup[];
}

export const publishedThresholds: readonly PublishedThreshold[] = [
  {
    model: 'Qwen3-30B-A3B',
    source: 'models_proposal',
    lower: 0.0222,
    upper: 0.0232,
    detection: '51.75 %',
    f1: 0.7138,
    groups: [
      { class: 'honest', hardware: '1xH100vs1xH100', mean: 0.003374, std: 0.003173, n: 1000 },
      { class: 'honest', hardware: '2x3090vs2x3090', mean: 0.003509, std: 0.001597, n: 200 },
      { class: 'honest', hardware: '2x3090vs1xH100', mean: 0.008719, std: 0.004577 },
      { class: 'fraud', hardware: '1xH100vs1xH100', mean: 0.025878, std: 0.016302 },
      { class: 'fraud', hardware: '2x3090vs1xH100', mean: 0.026118, std: 0.016147 },
    ],
  },
  {
    model: 'Gemma-3-27B',
    source: 'models_proposal',
    lower: 0.0401,
    upper: 0.0411,
    detection: '99 %',
    f1: 0.995,
    groups: [
      { class: 'honest', hardware: 'group 1', mean: 0.001562, std: 0.001716 },
      { class: 'honest', hardware: 'group 2', mean: 0.008663, std: 0.002233 },
      { class: 'honest', hardware: 'group 3', mean: 0.021265, std: 0.006092 },
      { class: 'fraud', hardware: 'group 1', mean: 0.3724, std: 0.0909 },
      { class: 'fraud', hardware: 'group 2', mean: 0.3725, std: 0.0932 },
      { class: 'fraud', hardware: 'group 3', mean: 0.3756, std: 0.0894 },
    ],
  },
  {
    model: 'Qwen3-235B FP8',
    source: 'models_proposal',
    lower: 0.0407,
    upper: 0.0417,
    detection: '23.6 %',
    f1: 0.4,
    groups: [],
  },
  {
    model: 'DeepSeek-R1',
    source: 'models_proposal',
    lower: 0.0485,
    upper: 0.0495,
    detection: '83.2 %',
    f1: 0.9345,
    groups: [],
  },
  {
    model: 'Qwen3-30B',
    source: 'vllm_v0.11.0',
    lower: 0.031285,
    upper: 0.032285,
    detection: '91 % (F1)',
    f1: 0.9101,
    groups: [],
  },
  {
    model: 'Qwen3-235B',
    source: 'vllm_v0.11.0',
    lower: 0.035067,
    upper: 0.036067,
    detection: '90 % (F1)',
    f1: 0.9011,
    groups: [],
  },
  {
    model: 'DeepSeek-R1',
    source: 'vllm_v0.11.0',
    lower: 0.033231,
    upper: 0.034231,
    detection: '90 % (F1)',
    f1: 0.895,
    groups: [],
  },
  {
    model: 'Gemma-3-27B',
    source: 'vllm_v0.11.0',
    lower: 0.041233,
    upper: 0.042233,
    detection: '92 % (F1)',
    f1: 0.9247,
    groups: [],
  },
  {
    model: 'Qwen2.5-7B w8a16',
    source: 'vllm_v0.11.0',
    lower: 0.009996,
    upper: 0.010996,
    detection: '96 % (F1)',
    f1: 0.9637,
    groups: [],
  },
];
