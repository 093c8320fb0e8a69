import type { Decimal } from '../gen/inference/inference/decimal.js';
import * as shop from '../util/shopspring.js';

/** A parameter as the decimal that rules compute with; one that is not set counts as 0. */
export const decimalOf = (parameter: Decimal | undefined): shop.ShopDecimal =>
  parameter === undefined ? shop.zero : shop.of(parameter.value, parameter.exponent);
