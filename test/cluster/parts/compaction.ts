import { request } from 'undici';
import { etcdUrl, type Site } from './controlPlane.ts';

/** More than the revisions that a starting API server writes before clients are served. */
const steps = 20;

/**
 * Moves etcd's revision on and compacts it up to there, through its JSON gateway. With the API server stopped before
 * and started after it, each resourceVersion handed out so far is older than both etcd's and the watch cache's oldest.
 */
export async function advanceAndCompact(site: Site, signal: AbortSignal): Promise<void> {
  let revision = '0';
  for (let step = 0; step < steps; step += 1) {
    const answer = await post(site, 'put', { key: base64('/sluice/step'), value: base64(String(step)) }, signal);
    revision = answer.header.revision;
  }
  await post(site, 'compaction', { revision, physical: true }, signal);
}

interface Answer {
  readonly header: { readonly revision: string };
}

async function post(site: Site, method: 'put' | 'compaction', body: object, signal: AbortSignal): Promise<Answer> {
  const url = `${etcdUrl(site)}/v3/kv/${method}`;
  const response = await request(url, { method: 'POST', body: JSON.stringify(body), signal });
  const text = await response.body.text();
  if (response.statusCode !== 200) throw new Error(`etcd refused ${method}: ${response.statusCode} ${text}`);
  return JSON.parse(text) as Answer;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
