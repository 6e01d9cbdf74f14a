import { defaultSettings, type ServerSettings } from '../protocol/protocol.ts';

/** Settings as a client sends them: of what is no such thing the default is taken. */
export function readSettings(sent: unknown): ServerSettings {
  const given = (typeof sent === 'object' && sent !== null ? sent : {}) as Readonly<Record<string, unknown>>;
  const flag = (name: 'reportYamlSyntax' | 'strictSubstitution'): boolean => {
    const value = given[name];
    return typeof value === 'boolean' ? value : defaultSettings[name];
  };
  const version = (name: 'kubernetesVersion' | 'fluxVersion'): string => {
    const value = given[name];
    return typeof value === 'string' && /^v?\d+\.\d+/.test(value) ? value : defaultSettings[name];
  };
  const locations = given['schemaLocations'];
  return {
    reportYamlSyntax: flag('reportYamlSyntax'),
    strictSubstitution: flag('strictSubstitution'),
    kubernetesVersion: version('kubernetesVersion'),
    fluxVersion: version('fluxVersion'),
    schemaLocations: Array.isArray(locations) ? locations.filter((one) => typeof one === 'string') : [],
  };
}

/** A version to judge by; undefined for `auto`. */
export function chosenVersion(version: string): string | undefined {
  return version === 'auto' ? undefined : version;
}
