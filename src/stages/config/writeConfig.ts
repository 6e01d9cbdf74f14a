import { toYaml } from '../../manifests/toYaml.ts';
import type { FieldPattern, FreezeWindow, Gates, Stage, StagesConfig } from '../terms/config.ts';

const header = `# The stages of this repository, in the order in which changes go through them: each is promoted into by a
# pull request, or by a commit where it says "change: commit".
`;

/** The text of a `.sluice.yaml` that says what a configuration is; what is as by default is left out. */
export function writeConfig(config: StagesConfig): string {
  const { stages, protected: fields, commit, pullRequest, forges } = config;
  const value = {
    stages: stages.map(stageValue),
    ...(fields.length > 0 && { protected: fields.map(patternValue) }),
    ...withoutDefaults({ commit, pullRequest }),
    ...(forges.size > 0 && { forges: Object.fromEntries(forges) }),
  };
  return header + toYaml(value);
}

function stageValue({ name, paths, branch, context, change, gates, protected: fields }: Stage): object {
  const written = gatesValue(gates);
  return {
    name,
    ...(paths.length > 0 && { paths: paths.map((path) => (path === '' ? '.' : path)) }),
    ...(branch !== undefined && { branch }),
    ...(context !== undefined && { context }),
    change,
    ...(Object.keys(written).length > 0 && { gates: written }),
    ...(fields.length > 0 && { protected: fields.map(patternValue) }),
  };
}

function patternValue({ field, kind, name }: FieldPattern): string | object {
  if (kind === undefined && name === undefined) return field;
  return { ...(kind !== undefined && { kind }), ...(name !== undefined && { name }), field };
}

function gatesValue({ soak, health, checks, freeze }: Gates): object {
  return {
    ...(soak !== undefined && { soak: soakValue(soak) }),
    ...(health !== undefined && { health }),
    ...(checks !== undefined && { checks }),
    ...(freeze.length > 0 && { freeze: freeze.map(windowValue) }),
  };
}

function soakValue({ milliseconds, effect }: NonNullable<Gates['soak']>): string | object {
  const time = durationText(milliseconds);
  return effect === 'block' ? time : { for: time, effect };
}

/** In the largest units that say it whole: `36h`, `3d`, `1h30m`, `1500ms`. */
function durationText(milliseconds: number): string {
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
    ['ms', 1],
  ] as const;
  const parts: string[] = [];
  let left = milliseconds;
  for (const [unit, size] of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.join('') || '0s';
}

function windowValue(window: FreezeWindow): object {
  const { reason, effect } = window;
  const more = { ...(reason !== undefined && { reason }), ...(effect === 'warn' && { effect }) };
  if (window.kind === 'once') {
    return { from: new Date(window.from).toISOString(), to: new Date(window.to).toISOString(), ...more };
  }
  const { days, from, to, timeZone } = window;
  return { days, from: clock(from), to: clock(to), timeZone, ...more };
}

function clock(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function withoutDefaults({ commit, pullRequest }: Pick<StagesConfig, 'commit' | 'pullRequest'>): object {
  const { title, body, labels, reviewers, draft } = pullRequest;
  const pull = {
    ...(title !== undefined && { title }),
    ...(body !== undefined && { body }),
    ...(labels.length > 0 && { labels }),
    ...(reviewers.length > 0 && { reviewers }),
    ...(draft && { draft }),
  };
  const message = {
    ...(commit.message !== undefined && { message: commit.message }),
    ...(commit.coAuthors.length > 0 && { coAuthors: commit.coAuthors }),
  };
  return {
    ...(Object.keys(message).length > 0 && { commit: message }),
    ...(Object.keys(pull).length > 0 && { pullRequest: pull }),
  };
}
