/** Posts JSON text somewhere and says the status of the answer; rejects when there is none. */
export type Transport = (url: string, body: string, signal: AbortSignal) => Promise<number>;

/** Over HTTP. Redirects are answers, not followed. */
export const httpTransport: Transport = async (url, body, signal) => {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
    redirect: 'manual',
    signal,
  });
  await response.body?.cancel();
  return response.status;
};
