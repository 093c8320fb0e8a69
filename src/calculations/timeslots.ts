import { type MLNodeInfo, TimeslotType } from '../gen/inference/inference/epoch_group_data.js';

/** Slot vectors, by `TimeslotType`: does the node serve inference before PoC, and through it? */
export const neverServes: readonly boolean[] = [false, false];
export const servesBeforePoC: readonly boolean[] = [true, false];

/** Whether the node keeps serving inference through PoC. A vector that is too short says no. */
export const servesThroughPoC = ({ timeslotAllocation }: MLNodeInfo): boolean =>
  timeslotAllocation[TimeslotType.POC_SLOT] === true;

/** Whether the node serves inference until PoC starts. */
export const servesUntilPoC = ({ timeslotAllocation }: MLNodeInfo): boolean =>
  timeslotAllocation[TimeslotType.PRE_POC_SLOT] === true;

/** The node, serving through PoC from now on. */
export const withPocSlot = (node: MLNodeInfo): MLNodeInfo => ({
  ...node,
  timeslotAllocation: [servesUntilPoC(node), true],
});
