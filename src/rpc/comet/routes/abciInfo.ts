import { bytesToBase64, bytesToUtf8, emptyBytes } from '../../../util/bytes.js';
import { callRoute } from '../route.js';
import { int, jsonText, textUnlessEmpty } from '../shapes/json.js';

/** What the application says of itself. */
export const abciInfo = callRoute({
  name: 'abci_info',
  params: {},
  cacheable: true,
  handle({ node }) {
    const { lastHeight, lastAppHash } = node.app.info;
    const version = bytesToUtf8(node.app.query({ path: '/app/version' }).value ?? emptyBytes);
    const response = {
      data: node.app.name,
      version: textUnlessEmpty(version),
      last_block_height: int(lastHeight),
      last_block_app_hash: bytesToBase64(lastAppHash),
    };
    return jsonText({ response });
  },
});
