import type { ServerSettings } from '../../protocol/protocol.ts';
import { setting } from '../settings.ts';

/** The settings that the language server knows of. */
export const languageSettings = ['kubernetesVersion', 'fluxVersion', 'schemaLocations', 'strictSubstitution'] as const;

/** What the server shall go by, as the person set it. `reportYamlSyntax`: whether nobody else reports syntax errors. */
export function serverSettings(reportYamlSyntax: boolean): ServerSettings {
  return {
    reportYamlSyntax,
    strictSubstitution: setting('strictSubstitution'),
    kubernetesVersion: setting('kubernetesVersion').trim() || 'auto',
    fluxVersion: setting('fluxVersion').trim() || 'auto',
    schemaLocations: setting('schemaLocations'),
  };
}
