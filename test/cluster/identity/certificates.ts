import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type Extension,
  type JsonGeneralName,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate and its private key, PEM. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface Authority extends CertificateFiles {
  /** Issues a certificate for a server with these names; valid for a week, unless `validity` says otherwise. */
  issueServer(commonName: string, names: readonly JsonGeneralName[], validity?: Validity): Promise<CertificateFiles>;
  /** Issues a certificate for a client: Kubernetes reads the user's name from CN and its groups from O. */
  issueClient(user: string, groups: readonly string[]): Promise<CertificateFiles>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const day = 24 * 60 * 60 * 1000;

/** Makes a certificate authority. What it issues is valid for a week: no cluster of ours lives that long. */
export async function createAuthority(commonName: string): Promise<Authority> {
  const keys = await makeKeys();
  const root = await X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${commonName}`,
      keys,
      signingAlgorithm: algorithm,
      ...validity(),
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ],
    },
    webcrypto,
  );
  const issue = (
    subject: string,
    usage: ExtendedKeyUsage,
    extensions: Extension[],
    valid = validity(),
  ): Promise<CertificateFiles> =>
    issueFrom(root, keys.privateKey, subject, [new ExtendedKeyUsageExtension([usage]), ...extensions], valid);
  return {
    ...(await files(root, keys.privateKey)),
    issueServer: (name, names, valid) =>
      issue(`CN=${name}`, ExtendedKeyUsage.serverAuth, [new SubjectAlternativeNameExtension([...names])], valid),
    issueClient: (user, groups) =>
      issue([`CN=${user}`, ...groups.map((group) => `O=${group}`)].join(', '), ExtendedKeyUsage.clientAuth, []),
  };
}

async function issueFrom(
  issuer: X509Certificate,
  signingKey: webcrypto.CryptoKey,
  subject: string,
  extensions: Extension[],
  valid: Validity,
): Promise<CertificateFiles> {
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.create(
    {
      subject,
      issuer: issuer.subject,
      publicKey: keys.publicKey,
      signingKey,
      signingAlgorithm: algorithm,
      ...valid,
      extensions: [new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true), ...extensions],
    },
    webcrypto,
  );
  return files(certificate, keys.privateKey);
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function validity(): Validity {
  return { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + 7 * day) };
}

async function files(certificate: X509Certificate, key: webcrypto.CryptoKey): Promise<CertificateFiles> {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', key);
  return { certificate: certificate.toString('pem'), key: PemConverter.encode(pkcs8, 'PRIVATE KEY') };
}
