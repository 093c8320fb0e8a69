import { create, type DescFile, fromBinary, type Message, toBinary } from '@bufbuild/protobuf';
import { messageType } from '../../types/descriptors/jsonShape.js';
import { chainRegistry, chainServices, fileBytes, methodPath } from '../../types/descriptors/registry.js';

/** The two versions of gRPC's reflection; they differ in name alone. */
export const reflectionPaths: readonly string[] = ['v1', 'v1alpha'].map(
  (version) => `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`,
);

/** One of several fields of a message, as the protobuf library holds them. */
type OneOf = { readonly case?: string | undefined; readonly value?: unknown };
type ReflectionRequest = Message & { readonly host: string; readonly messageRequest: OneOf };

const notFound = 5;
const unimplemented = 12;

const refusal = (errorCode: number, errorMessage: string): OneOf => ({
  case: 'errorResponse',
  value: create(messageType('grpc.reflection.v1.ErrorResponse'), { errorCode, errorMessage }),
});

/** What a reflection client has asked on one stream: which files it knows already need not be sent again. */
export class ReflectionStream {
  readonly #served: ReadonlySet<string>;
  readonly #sent = new Set<string>();

  /** `served` are the paths of the methods that the node answers: of services, only those are told that have one. */
  constructor(served: ReadonlySet<string>) {
    this.#served = new Set([...served, ...reflectionPaths]);
  }

  /** The bytes of a `ServerReflectionResponse` to those of a request. */
  answer(bytes: Uint8Array): Uint8Array {
    const type = messageType('grpc.reflection.v1.ServerReflectionResponse');
    const request = fromBinary(messageType('grpc.reflection.v1.ServerReflectionRequest'), bytes) as ReflectionRequest;
    const messageResponse = this.#respond(request.messageRequest);
    const response = { validHost: request.host, originalRequest: request, messageResponse };
    return toBinary(type, create(type, response));
  }

  #respond({ case: question, value }: OneOf): OneOf {
    switch (question) {
      case 'listServices':
        return { case: 'listServicesResponse', value: { service: this.#services().map((name) => ({ name })) } };
      case 'fileByFilename':
        return this.#files(chainRegistry().getFile(value as string), `file not found: ${value}`);
      case 'fileContainingSymbol':
        return this.#files(this.#fileOf(value as string), `symbol not found: ${value}`);
      case 'fileContainingExtension': {
        const { containingType, extensionNumber } = value as { containingType: string; extensionNumber: number };
        const found = extensionsOf(containingType).find(({ number }) => number === extensionNumber);
        return this.#files(found?.file, `extension not found: ${containingType} ${extensionNumber}`);
      }
      case 'allExtensionNumbersOfType':
        return extensionNumbers(value as string);
      default:
        return refusal(unimplemented, 'no such question');
    }
  }

  #services(): string[] {
    return chainServices()
      .filter(({ methods }) => methods.some((method) => this.#served.has(methodPath(method))))
      .map(({ typeName }) => typeName);
  }

  /** The file of a type, a service, an extension, or of a member of one of these. */
  #fileOf(symbol: string): DescFile | undefined {
    const registry = chainRegistry();
    const named = (name: string): DescFile | undefined => {
      const service = registry.getService(name);
      if (service !== undefined && !this.#services().includes(name)) return undefined;
      return (service ?? registry.getMessage(name) ?? registry.getEnum(name) ?? registry.getExtension(name))?.file;
    };
    return named(symbol) ?? named(symbol.slice(0, Math.max(0, symbol.lastIndexOf('.'))));
  }

  /** A file and all that it imports, as far as they were not sent. */
  #files(file: DescFile | undefined, missing: string): OneOf {
    if (file === undefined) return refusal(notFound, missing);
    const files = new Set<DescFile>();
    const collect = (one: DescFile): void => {
      if (files.has(one) || (one !== file && this.#sent.has(one.name))) return;
      files.add(one);
      one.dependencies.forEach(collect);
    };
    collect(file);
    for (const { name } of files) this.#sent.add(name);
    const fileDescriptorProto = [...files].map(({ name }) => fileBytes(name));
    return { case: 'fileDescriptorResponse', value: { fileDescriptorProto } };
  }
}

function extensionsOf(typeName: string) {
  return [...chainRegistry()].filter((desc) => desc.kind === 'extension' && desc.extendee.typeName === typeName) as {
    readonly number: number;
    readonly file: DescFile;
  }[];
}

function extensionNumbers(typeName: string): OneOf {
  if (chainRegistry().getMessage(typeName) === undefined) return refusal(notFound, `type not found: ${typeName}`);
  const extensionNumber = extensionsOf(typeName).map(({ number }) => number);
  const sorted = extensionNumber.sort((a, b) => a - b);
  return { case: 'allExtensionNumbersResponse', value: { baseTypeName: typeName, extensionNumber: sorted } };
}
