import { randomFrom, type Random } from '../../../fuzz/random.ts';
import { deployment, fluxKustomization, helmRelease, kustomization } from '../repository.ts';

/** A repository of a number, with the stages `staging` and `production`, whose applications differ and are written in any style. */
export function repositoryOf(index: number): ReadonlyMap<string, string> {
  const random = randomFrom(index);
  const files = new Map<string, string>();
  const entries: string[] = [];
  for (const stage of ['staging', 'production']) {
    files.set(`clusters/${stage}/apps.yaml`, fluxKustomization('apps', `./apps/${stage}`));
  }
  const count = 1 + random.number(4);
  for (let app = 0; app < count; app++) {
    const make = random.pick([manifest, release, overlay, configuration]);
    for (const [path, text] of make(`app${app}`, random)) files.set(path, text);
    entries.push(`app${app}`);
  }
  for (const stage of ['staging', 'production']) {
    const resources = entries.map((entry) => `  - ${entry}${stage === 'production' ? comment(random) : ''}\n`).join('');
    files.set(`apps/${stage}/kustomization.yaml`, kustomization(`resources:\n${resources}`));
  }
  return new Map(
    Array.from(files, ([path, text]) => [path, path.includes('production') ? styled(text, random) : text]),
  );
}

type Made = readonly (readonly [string, string])[];

function manifest(name: string, random: Random): Made {
  const make = (production: boolean): string => {
    const replicas = random.once(2) ? `  replicas: ${1 + random.number(5)}${comment(random)}\n` : '';
    const side = random.once(2) ? `        - name: side\n          image: ${image('side', random, production)}\n` : '';
    return deployment(name, image(name, random, production), replicas) + side;
  };
  return inBoth(name, { 'deployment.yaml': make });
}

function release(name: string, random: Random): Made {
  // Most releases are written the same way in all stages.
  const usual = random.number(3);
  const shape = (...shapes: readonly string[]): string => shapes[usual] ?? '';
  const make = (production: boolean): string => {
    const tag = scalar(version(random), random, production);
    const values = shape(
      `  values:\n    image:\n      repository: ${name}\n      tag: ${tag}${comment(random)}\n`,
      `  values:\n    image: { repository: ${name}, tag: ${scalar(version(random), random, false)} }\n`,
      `  values:\n    image: ${image(name, random, production)}\n    debug: ${random.pick(['true', 'false'])}\n`,
    );
    return helmRelease(name, scalar(version(random), random, production) + comment(random), values);
  };
  return inBoth(name, { 'release.yaml': make });
}

function overlay(name: string, random: Random): Made {
  const make = (production: boolean): string => {
    const digest = random.once(3) ? `    digest: sha256:${String(random.number(10)).repeat(64)}\n` : '';
    const tag = `    newTag: ${scalar(version(random), random, production)}${comment(random)}\n`;
    return kustomization(
      `resources:\n  - ../../base/${name}\nimages:\n  - name: ghcr.io/acme/${name}\n${tag}${digest}`,
    );
  };
  return [
    [`apps/base/${name}/deployment.yaml`, deployment(name, `ghcr.io/acme/${name}:0.1.0`)],
    [`apps/base/${name}/kustomization.yaml`, kustomization('resources:\n  - deployment.yaml\n')],
    [`apps/staging/${name}/kustomization.yaml`, make(false)],
    [`apps/production/${name}/kustomization.yaml`, make(true)],
  ];
}

function configuration(name: string, random: Random): Made {
  const make = (production: boolean): string => {
    const lines = ['MODE', 'LEVEL', 'PORT', 'TAG', 'app.conf'].filter(() => !random.once(4));
    const data = lines.map((key) => `  ${key}: ${text(random, production)}`).join('');
    const head = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
    return data === '' ? `${head}data: {}\n` : `${head}data:\n${data}`;
  };
  return inBoth(name, { 'config.yaml': make });
}

/** A value of a ConfigMap with its line break. */
function text(random: Random, production: boolean): string {
  const plain = random.pick([
    'info',
    'debug',
    '1.10',
    '0123',
    '1e5',
    'yes',
    'a: b',
    'x # y',
    "it's",
    '',
    '- a',
    '${HOME',
  ]);
  return random.pick([
    () => `${scalar(plain, random, production)}${comment(random)}\n`,
    () => `|\n    one = ${random.number(3)}\n\n      two = ${random.number(3)}\n`,
    () => `|-\n    ${plain === '' ? 'z' : plain}\n    last\n`,
    () => `>-\n    --one --level=${random.number(3)}\n    --two\n`,
  ])();
}

function image(name: string, random: Random, production: boolean): string {
  const digest = random.once(4) ? `@sha256:${String(random.number(10)).repeat(64)}` : '';
  const anchor = production && random.once(5) ? '&image ' : '';
  return (
    anchor +
    scalar(`ghcr.io/acme/${name}:${version(random).replace('+', '-')}${digest}`, random, production) +
    comment(random)
  );
}

function version(random: Random): string {
  return random.pick([
    '1.10',
    '0123',
    '1e5',
    '1.2.3',
    'v2.0.0',
    '3.1.4-rc.1',
    '20240102',
    '0x1f',
    '1_000',
    '2.0.0+build',
  ]);
}

/** A text as a scalar in any style that can say it. */
function scalar(value: string, random: Random, any: boolean): string {
  const style = any ? random.number(3) : 1;
  const isSafe = /^[a-z][\w./:@+-]*$/.test(value) && !/^(?:yes)$/.test(value) && !value.endsWith(':');
  if (style === 0 && isSafe) return value;
  if (style === 2) return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value);
}

function comment(random: Random): string {
  return random.pick(['', '', '', ' # kept', '\t# tab\tin it', ' # {"$imagepolicy": "flux-system:app"}']);
}

function inBoth(name: string, made: Readonly<Record<string, (production: boolean) => string>>): Made {
  const list = Object.keys(made).map((file) => `  - ${file}\n`);
  return ['staging', 'production'].flatMap((stage) => [
    [`apps/${stage}/${name}/kustomization.yaml`, kustomization(`resources:\n${list.join('')}`)] as const,
    ...Object.entries(made).map(
      ([file, make]) => [`apps/${stage}/${name}/${file}`, make(stage === 'production')] as const,
    ),
  ]);
}

/** A file as somebody else writes it. */
function styled(text: string, random: Random): string {
  const steps: readonly ((from: string) => string)[] = [
    (from) => `---\n# top\n${from}`,
    (from) => `${from}\n\n# end\n`,
    (from) => from.replace(/\n$/, ''),
    (from) => from.replaceAll('\n', '\r\n'),
    (from) => `\uFEFF${from}`,
  ];
  return steps.reduce((from, step) => (random.once(3) ? step(from) : from), text);
}
