import {
  createFileRegistry,
  type DescMethod,
  type DescService,
  type FileRegistry,
  fromBinary,
  toBinary,
} from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { descriptorSet } from '../../gen/descriptorSet.js';
import { neighbourDescriptors } from '../../gen/neighbourDescriptors.js';
import { base64ToBytes, concatBytes } from '../../util/bytes.js';

let loaded: FileRegistry | undefined;

/**
 * Every schema file of the chain: our own, the SDK's, and those of the protocols around them. What the node tells of itself
 * over REST, gRPC and reflection comes from here. Parsed at the first call, some 50 ms: a start must not need it.
 */
export function chainRegistry(): FileRegistry {
  loaded ??= readFiles();
  return loaded;
}

const readFiles = (): FileRegistry => createFileRegistry(fromBinary(FileDescriptorSetSchema, fileSetBytes()));

/** All files as the bytes of a `google.protobuf.FileDescriptorSet`. Two sets, one behind the other, are one. */
export const fileSetBytes = (): Uint8Array =>
  concatBytes(base64ToBytes(descriptorSet), base64ToBytes(neighbourDescriptors));

/** All services in byte order of their names. Which of them a node answers, only the node knows. */
export function chainServices(): readonly DescService[] {
  const services = [...chainRegistry().files].flatMap((file) => file.services);
  return services.sort((a, b) => (a.typeName < b.typeName ? -1 : 1));
}

/** The path that gRPC and ABCI know a method by: `/package.Service/Method`. */
export const methodPath = (method: DescMethod): string => `/${method.parent.typeName}/${method.name}`;

/** A schema file as reflection hands it out. */
export function fileBytes(name: string): Uint8Array | undefined {
  const file = chainRegistry().getFile(`${name.replace(/\.proto$/, '')}.proto`);
  return file && toBinary(FileDescriptorProtoSchema, file.proto);
}
