import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { SampleClass } from './sampleFile.js';

/** The four words of a sidecar that name a group. */
const sidecarJson = z.object({
  model_inference: z.object({ model: z.string() }),
  server_inference: z.object({ gpu: z.string() }),
  server_validation: z.object({ gpu: z.string() }),
});

/**
 * Under which name the samples of a file are told (reference, section 1.3): `honest|fraud_<model>_<gpu>vs<gpu>`, from the
 * sidecar `<name>_config.json`, else from the file name `<model>-<precision>-<gpu>___<model>-<precision>-<gpu>[__<experiment>].jsonl`,
 * else the file name as it stands.
 */
export async function hardwareGroup(file: string, sampleClass: SampleClass): Promise<string> {
  const sidecar = await readSidecar(file.replace(/\.jsonl$/, '_config.json'));
  if (sidecar !== undefined) {
    const { model_inference, server_inference, server_validation } = sidecar;
    return groupName(sampleClass, model_inference.model, server_inference.gpu, server_validation.gpu);
  }
  const name = basename(file).replace(/\.jsonl$/, '');
  const [inference, validation] = name.split('___');
  const parts = [inference, validation].map((side) => /^(.+)-([^-]+)-([^-]+)$/.exec(side?.replace(/__.*$/, '') ?? ''));
  if (parts[0] == null || parts[1] == null) return `${sampleClass}_${name}`;
  return groupName(sampleClass, parts[0][1]!, parts[0][3]!, parts[1][3]!);
}

const groupName = (sampleClass: SampleClass, model: string, gpuInference: string, gpuValidation: string): string =>
  `${sampleClass}_${model.split('/').at(-1)}_${gpuInference}vs${gpuValidation}`;

async function readSidecar(file: string): Promise<z.infer<typeof sidecarJson> | undefined> {
  try {
    return sidecarJson.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
  } catch {
    return undefined; // a sidecar is welcome, not needed
  }
}
