import { messageOf } from '../../base/failure.ts';
import { credentialsError } from '../api/clusterError.ts';
import { record, text } from '../kubeconfig/kubeconfigFields.ts';
import type { ExecConfig, KubeconfigCluster } from '../kubeconfig/kubeconfigTypes.ts';
import type { Proof } from './proof.ts';

/** What an exec plugin gave: a token, a client certificate, or both. */
export interface ExecCredential extends Proof {
  /** Milliseconds since the epoch; undefined if it does not expire. */
  readonly expiresAt: number | undefined;
}

const group = 'client.authentication.k8s.io';
const versions = [`${group}/v1`, `${group}/v1beta1`];

/** Throws FailureError `credentials` for a plugin that cannot be run from here, before it is run. */
export function checkExecConfig(
  { apiVersion, command, interactiveMode }: ExecConfig,
  platform: NodeJS.Platform = process.platform,
): void {
  if (command === '') throw credentialsError('the kubeconfig names an exec plugin without a command');
  // Windows runs them by cmd.exe, whose quoting no argument is safe from; Node refuses to, too (CVE-2024-27980).
  if (platform === 'win32' && /\.(cmd|bat)[. ]*$/i.test(command)) {
    throw credentialsError(
      `the exec plugin ${command} is a batch file, which cannot be run safely: ${nameProgram(command)}`,
    );
  }
  if (!versions.includes(apiVersion)) {
    const known = versions.join(' or ');
    throw credentialsError(`the exec plugin ${command} is configured for "${apiVersion}"; ${known} is needed`);
  }
  if (interactiveMode === 'Always') {
    throw credentialsError(
      `the exec plugin ${command} wants a terminal (interactiveMode: Always), which an editor does not have`,
    );
  }
}

/** What else may be wrong with a command that was not found: Windows looks up programs without their `.exe` only. */
export function notFoundHint(
  { command, installHint }: ExecConfig,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  if (installHint !== undefined || platform !== 'win32' || /\.(exe|com)$/i.test(command)) return installHint;
  return `If it is a batch file (.cmd, .bat), it cannot be run: ${nameProgram(command)}`;
}

function nameProgram(command: string): string {
  const file = /[^\\/]*$/.exec(command)?.[0] ?? command;
  return `in the kubeconfig, set "command" to the .exe that ${file} runs, and "args" to what it passes`;
}

/**
 * The value of KUBERNETES_EXEC_INFO: an ExecCredential without status (client-go, pkg/apis/clientauthentication).
 * `ca` is the PEM text that the cluster is verified with.
 */
export function execInfo(exec: ExecConfig, cluster: KubeconfigCluster, ca: string | undefined): string {
  const about = {
    server: cluster.server,
    ...(cluster.tlsServerName !== undefined && { 'tls-server-name': cluster.tlsServerName }),
    ...(cluster.insecureSkipTlsVerify && { 'insecure-skip-tls-verify': true }),
    ...(ca !== undefined && { 'certificate-authority-data': Buffer.from(ca).toString('base64') }),
    ...(cluster.proxyUrl !== undefined && { 'proxy-url': cluster.proxyUrl }),
    ...(cluster.disableCompression && { 'disable-compression': true }),
    ...(cluster.execConfig !== undefined && { config: cluster.execConfig }),
  };
  const spec = { interactive: false, ...(exec.provideClusterInfo && { cluster: about }) };
  return JSON.stringify({ kind: 'ExecCredential', apiVersion: exec.apiVersion, spec });
}

/** Reads what a plugin printed. Throws FailureError `credentials`; what was printed is never part of the message. */
export function parseExecCredential(stdout: string, { apiVersion, command }: ExecConfig): ExecCredential {
  const answer = record(parseJson(stdout, command));
  if (answer?.['kind'] !== 'ExecCredential')
    throw credentialsError(`the exec plugin ${command} printed no ExecCredential`);
  if (answer['apiVersion'] !== apiVersion) {
    const given = text(answer, 'apiVersion') ?? 'none';
    throw credentialsError(`the exec plugin ${command} is configured for ${apiVersion} but answered with ${given}`);
  }
  const status = record(answer['status']);
  const [token, cert, key] = ['token', 'clientCertificateData', 'clientKeyData'].map(
    (name) => status && text(status, name),
  );
  if ((cert === undefined) !== (key === undefined)) {
    throw credentialsError(`the exec plugin ${command} gave only one of certificate and key`);
  }
  if (token === undefined && cert === undefined) {
    throw credentialsError(`the exec plugin ${command} gave neither a token nor a certificate`);
  }
  const expiry = Date.parse((status && text(status, 'expirationTimestamp')) ?? '');
  return {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(cert !== undefined && key !== undefined && { client: { cert, key } }),
    expiresAt: Number.isNaN(expiry) ? undefined : expiry,
  };
}

function parseJson(stdout: string, command: string): unknown {
  if (stdout.trim() === '') throw credentialsError(`the exec plugin ${command} printed nothing`);
  try {
    return JSON.parse(stdout);
  } catch (error) {
    // The parser's message quotes its input, which may hold a token.
    throw credentialsError(`the exec plugin ${command} printed no JSON`, new Error(messageOf(error).slice(0, 20)));
  }
}
