import { onTestFinished } from 'vitest';
import { startClient, type Client, type ClientOptions } from './client.ts';

/** Starts the built server and greets it; it is stopped when the test has ended. */
export async function startForTest(options: ClientOptions = {}): Promise<Client> {
  const client = await startClient(options);
  onTestFinished(async () => void (await client.stop()));
  return client;
}
