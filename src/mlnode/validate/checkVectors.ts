import { pocRequest } from '../reference/vectorInput.js';
import { floatText } from '../report/pythonText.js';
import type { ValidatedResult } from '../wire.js';
import type { ValidatePlan } from './plan.js';
import { phaseError, type Run } from './run.js';

/**
 * Sends the reference's vectors to be made again and compared.
 *
 * @throws mlnode/25 (interrupted), or the failure of the call
 */
export async function checkVectors(run: Run, plan: ValidatePlan): Promise<ValidatedResult> {
  const { artifacts, nonces } = plan.reference;
  const request = {
    ...pocRequest(plan.reference, plan.args.validation_batch_size),
    nonces,
    validation: { artifacts },
    stat_test: plan.statTest.values,
  };
  run.progress(`  waiting for ${nonces.length} vectors`);
  const limits = { seconds: plan.args.validation_timeout, signal: run.signal };
  const answer = await run.client.validateVectors(request, limits);
  if (!answer.ok) throw phaseError(answer.failure, { as: 'text' });
  const { n_total, n_mismatch, p_value, fraud_detected } = answer.value;
  const fraud = fraud_detected ? 'True' : 'False';
  run.say(
    `  response: n_total=${n_total} n_mismatch=${n_mismatch} p_value=${floatText(p_value)} fraud_detected=${fraud}`,
  );
  return answer.value;
}
