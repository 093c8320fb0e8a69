/** What the caller changes about a deployment. */
export interface DeployOverrides {
  readonly tpSize: number | null;
  readonly maxModelLen: number | null;
  readonly extraArgs: readonly string[];
}

/** The reference's arguments with the caller's: a flag that was there is replaced at the end, others are appended. */
export function deployArgs(baseline: readonly string[], { tpSize, maxModelLen, extraArgs }: DeployOverrides): string[] {
  const sized = withFlag(baseline, '--tensor-parallel-size', tpSize);
  return [...withFlag(sized, '--max-model-len', maxModelLen), ...extraArgs];
}

function withFlag(args: readonly string[], flag: string, value: number | null): readonly string[] {
  if (value === null) return args;
  const kept = args.filter((arg, i) => arg !== flag && args[i - 1] !== flag);
  return [...kept, flag, String(value)];
}
