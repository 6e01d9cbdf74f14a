/**
 * The credential plugin of the user `exec`: prints an ExecCredential as the file credential.json in its folder says
 * and notes each call in calls.jsonl. usage: node execCredential.ts FOLDER
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ExecCredential } from '../cluster.ts';

const folder = process.argv[2] ?? '.';
appendFileSync(join(folder, 'calls.jsonl'), `${JSON.stringify({ execInfo: process.env['KUBERNETES_EXEC_INFO'] })}\n`);
const plan = JSON.parse(readFileSync(join(folder, 'credential.json'), 'utf8')) as ExecCredential;

await setTimeout(plan.delay ?? 0);
if (plan.stderr !== undefined) process.stderr.write(plan.stderr);
process.exitCode = plan.exitCode ?? 0;
if (process.exitCode === 0) {
  const { token, expirationTimestamp } = plan;
  process.stdout.write(
    JSON.stringify({
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      status: { token, expirationTimestamp },
    }),
  );
}
