import { request } from 'undici';
import type { ForgeDescription, Method } from '../cluster.ts';

export type ForgeRequester = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) => Promise<T>;

/** Gitea's refusal, with the HTTP status. */
export class ForgeError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'ForgeError';
    this.status = status;
  }
}

/** Makes the function that speaks to Gitea's API as the forge's user. */
export function createForgeRequester({ url, token }: ForgeDescription): ForgeRequester {
  return async <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> => {
    const response = await request(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    const text = await response.body.text();
    if (response.statusCode >= 300)
      throw new ForgeError(response.statusCode, `${method} ${path}: ${response.statusCode} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
}
