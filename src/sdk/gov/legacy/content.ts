import { CommunityPoolSpendProposal } from 'cosmjs-types/cosmos/distribution/v1beta1/distribution';
import { TextProposal } from 'cosmjs-types/cosmos/gov/v1beta1/gov';
import { ParameterChangeProposal } from 'cosmjs-types/cosmos/params/v1beta1/params';
import { CancelSoftwareUpgradeProposal, SoftwareUpgradeProposal } from 'cosmjs-types/cosmos/upgrade/v1beta1/upgrade';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { type MessageFns, proto } from '../../../types/codec.js';
import { sdkErrors } from '../../../types/errors.js';
import { utf8ToBytes } from '../../../util/bytes.js';
import { CodedError } from '../../../util/errors.js';
import { govErrors } from '../../errors.js';

/** What all contents of gov v1beta1 have. */
export interface LegacyContent {
  readonly title: string;
  readonly description: string;
  /** The module that once acted on it. */
  readonly route: string;
}

type Texts = Pick<LegacyContent, 'title' | 'description'>;
type ContentType = MessageFns<Texts> & { readonly typeUrl: string };

const contents: readonly (readonly [route: string, type: ContentType])[] = [
  ['gov', TextProposal as ContentType],
  ['params', ParameterChangeProposal as ContentType],
  ['distribution', CommunityPoolSpendProposal as ContentType],
  ['upgrade', SoftwareUpgradeProposal as ContentType],
  ['upgrade', CancelSoftwareUpgradeProposal as ContentType],
];

const longestTitle = 140;
const longestDescription = 10_000;

/** The content in an Any. None at all is `gov` 5, one of an unknown type `sdk` 34. */
export function readContent(content: Any | undefined): LegacyContent {
  if (content === undefined) throw new CodedError(govErrors.invalidProposalContent, 'missing content');
  const known = contents.find(([, { typeUrl }]) => typeUrl === content.typeUrl);
  if (known === undefined) {
    throw new CodedError(sdkErrors.unpackAny, `${content.typeUrl} is no content of a proposal`);
  }
  const [route, type] = known;
  const { title, description } = proto(type).decode(content.value);
  return { title, description, route };
}

/** Refuses texts that are blank or too long: `gov` 5. */
export function checkContent({ title, description }: LegacyContent): void {
  const refuse = (complaint: string) => new CodedError(govErrors.invalidProposalContent, complaint);
  if (title.trim() === '') throw refuse('proposal title cannot be blank');
  if (utf8ToBytes(title).length > longestTitle) {
    throw refuse(`proposal title is longer than max length of ${longestTitle}`);
  }
  if (description === '') throw refuse('proposal description cannot be blank');
  if (utf8ToBytes(description).length > longestDescription) {
    throw refuse(`proposal description is longer than max length of ${longestDescription}`);
  }
}

/** Acts on the content of a proposal that has passed. Texts ask for nothing; no module here acts on others: `gov` 9. */
export function executeContent({ route }: LegacyContent): void {
  if (route !== 'gov') throw new CodedError(govErrors.noProposalHandler, route);
}
