import { Coin } from 'cosmjs-types/cosmos/base/v1beta1/coin';
import { itemAt, lazySchema } from '../../store/schema.js';
import { proto } from '../../types/codec.js';
import { coinJson, record } from '../json.js';
import type { SdkModule } from '../routes.js';
import { stillModule } from '../stillModule.js';

/** Where x/crisis keeps its fee. */
export const crisisSchema = lazySchema({ constantFee: itemAt(0x01, proto(Coin)) });

/** x/crisis: the fee of a question whether the state is sound, which nobody can ask here. */
export const crisisModule = (): SdkModule =>
  stillModule<{ constantFee: Coin }>({
    name: 'crisis',
    json: record({ constantFee: coinJson }),
    init: (store, { constantFee }) => crisisSchema(store).constantFee.set(constantFee),
    state: (store) => ({ constantFee: crisisSchema(store).constantFee.require() }),
  });
