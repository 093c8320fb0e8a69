/** The names that a server answers to: those after `--served-model-name`, else that of the model itself. */
export function modelNames(model: string, additionalArgs: readonly string[]): readonly string[] {
  const values = valuesOf(additionalArgs, '--served-model-name');
  return values.length > 0 ? values : [model];
}

/** The values that stand after a flag, up to the next one, or after its `=`. */
export function valuesOf(args: readonly string[], flag: string): readonly string[] {
  const at = args.findLastIndex((arg) => arg === flag || arg.startsWith(`${flag}=`));
  if (at < 0) return [];
  if (args[at] !== flag) return [args[at]!.slice(flag.length + 1)];
  const rest = args.slice(at + 1);
  const end = rest.findIndex((arg) => arg.startsWith('--'));
  return end < 0 ? rest : rest.slice(0, end);
}

/** A whole number after a flag, for example `--tensor-parallel-size 4`. */
export function numberOf(args: readonly string[], flag: string): number | undefined {
  const [text] = valuesOf(args, flag);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
