import { describe, expect, it } from 'vitest';
import { findingsIn, judged } from '../judged.ts';
import { catalogueKind } from './catalogueKinds.ts';

const deployment = catalogueKind('apps/v1', 'Deployment');

const good = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: nginx
          ports:
            - containerPort: 80
              name: http
          resources:
            requests:
              cpu: 0.5
              memory: 1Gi
            limits:
              cpu: 1
              memory: 1024Mi
          volumeMounts:
            - name: data
              mountPath: /data
      volumes:
        - name: data
          emptyDir: {}
`;

describe('a Deployment', () => {
  it('can be good', () => {
    expect(findingsIn(good, deployment)).toEqual([]);
  });

  it.each([
    ['      labels:\n        app: web', '      labels:\n        app: api', 'rule', 'spec.selector.matchLabels.app'],
    ['replicas: 2', 'replicas: -1', 'out-of-range', 'spec.replicas'],
    ['replicas: 2', 'replicas: "2"', 'wrong-type', 'spec.replicas'],
    [
      'containerPort: 80',
      'containerPort: 70000',
      'out-of-range',
      'spec.template.spec.containers.0.ports.0.containerPort',
    ],
    ['name: http', 'name: HTTP', 'metadata', 'spec.template.spec.containers.0.ports.0.name'],
    ['        - name: web', '        - name: Web', 'metadata', 'spec.template.spec.containers.0.name'],
    ['          image: nginx\n', '', 'missing-field', 'spec.template.spec.containers.0.image'],
    ['cpu: 1\n', 'cpu: 100m\n', 'out-of-range', 'spec.template.spec.containers.0.resources.requests.cpu'],
    ['memory: 1024Mi', 'memory: 1023Mi', 'out-of-range', 'spec.template.spec.containers.0.resources.requests.memory'],
    ['memory: 1Gi', 'memory: 1GiB', 'pattern', 'spec.template.spec.containers.0.resources.requests.memory'],
    [
      '            - name: data',
      '            - name: date',
      'rule',
      'spec.template.spec.containers.0.volumeMounts.0.name',
    ],
    [
      '      containers:',
      '      restartPolicy: Never\n      containers:',
      'not-allowed',
      'spec.template.spec.restartPolicy',
    ],
    [
      '  template:',
      '  strategy: {type: Recreate, rollingUpdate: {}}\n  template:',
      'rule',
      'spec.strategy.rollingUpdate',
    ],
    [
      'emptyDir: {}',
      'emptyDir: {}\n          hostPath: {path: /}',
      'no-alternative',
      'spec.template.spec.volumes.0.hostPath',
    ],
    [
      'image: nginx',
      'image: nginx\n          livenessProbe: {}',
      'no-alternative',
      'spec.template.spec.containers.0.livenessProbe',
    ],
    [
      'image: nginx',
      'image: nginx\n          env: [{name: a=b}]',
      'metadata',
      'spec.template.spec.containers.0.env.0.name',
    ],
    [
      'image: nginx',
      'image: nginx\n          imagePullPolicy: always',
      'not-allowed',
      'spec.template.spec.containers.0.imagePullPolicy',
    ],
    [
      '/data\n',
      '/data\n              subPath: ../a\n',
      'rule',
      'spec.template.spec.containers.0.volumeMounts.0.subPath',
    ],
    ['/data\n', '/data\n              subPath: /a\n', 'rule', 'spec.template.spec.containers.0.volumeMounts.0.subPath'],
    [
      '/data\n',
      '/data\n              subPath: a\n              subPathExpr: b\n',
      'rule',
      'spec.template.spec.containers.0.volumeMounts.0.subPathExpr',
    ],
    [
      '      volumes:',
      '      tolerations: [{key: a, operator: Equal, value: 12:30}]\n      volumes:',
      'metadata',
      'spec.template.spec.tolerations.0.value',
    ],
    [
      'image: nginx',
      'image: nginx\n          securityContext: {seccompProfile: {type: Default}}',
      'not-allowed',
      'spec.template.spec.containers.0.securityContext.seccompProfile.type',
    ],
    [
      'image: nginx',
      'image: nginx\n          securityContext: {appArmorProfile: {type: Localhost}}',
      'missing-field',
      'spec.template.spec.containers.0.securityContext.appArmorProfile.localhostProfile',
    ],
    [
      '      volumes:',
      '      ephemeralContainers: [{name: a, image: b}]\n      volumes:',
      'rule',
      'spec.template.spec.ephemeralContainers',
    ],
  ])('with %j as %j has %s at %s', (from, to, code, path) => {
    expect(good).toContain(from);
    const found = findingsIn(good.replace(from, to), deployment);
    expect(found.map((one) => [one.code, one.path.join('.')])).toEqual([[code, path]]);
  });

  it.each([
    ['image: nginx', 'image: []'],
    ['emptyDir: {}', 'emptyDri: {}'],
    ['cpu: 1\n', 'cpu: true\n'],
    ['restartPolicy: Never', 'restartPolicy: 5'],
  ])('with %j as %j has one thing wrong', (from, to) => {
    const job = `apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: a, image: a}], restartPolicy: Never}}}\n`;
    const [text, kind] = good.includes(from) ? [good, deployment] : [job, catalogueKind('batch/v1', 'Job')];
    expect(findingsIn(text.replace(from, to), kind)).toHaveLength(1);
  });

  it('may have an empty restartPolicy, which is Always', () => {
    const text = good.replace('      containers:', '      restartPolicy: ""\n      containers:');
    expect(findingsIn(text, deployment)).toEqual([]);
  });

  it('is lenient in a patch', () => {
    const text =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: a, $patch: delete}]}}}\n';
    expect(findingsIn(text, deployment, { mode: 'patch' })).toEqual([]);
  });

  it('knows that a selector is matched by what others supply', () => {
    const isSupplied = (path: readonly (string | number)[]): boolean =>
      path.join('.') === 'spec.template.metadata.labels.app';
    const text = good.replace('      labels:\n        app: web', '      labels: {}');
    expect(findingsIn(text, deployment, { mode: 'object', isSupplied })).toEqual([]);
    expect(findingsIn(text, deployment)).toHaveLength(1);
  });
});

describe('a CronJob', () => {
  const cronJob = catalogueKind('batch/v1', 'CronJob');
  const text = (schedule: string): string =>
    `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  schedule: ${schedule}\n  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}\n`;

  it.each(['"*/5 * * * *"', '"0 0 1,15 jan-mar MON"', '"@daily"', '"@every 1h30m"', '"0 0 ? * 0-6/2"'])(
    'runs at %s',
    (schedule) => {
      expect(findingsIn(text(schedule), cronJob)).toEqual([]);
    },
  );

  it.each([
    ['«"60 * * * *"¦format: spec.schedule is "60 * * * *": 60 is no minute (0 to 59).»'],
    [
      '«"* * * *"¦format: spec.schedule is "* * * *": a schedule has 5 parts: minute, hour, day of the month, month and day of the week.»',
    ],
    ['«"* * * * 7"¦format: spec.schedule is "* * * * 7": 7 is no day of the week (0 to 6).»'],
    ['«"5-1 * * * *"¦format: spec.schedule is "5-1 * * * *": 5-1 is no minute (0 to 59).»'],
    ['«"TZ=UTC * * * * *"¦format: spec.schedule is "TZ=UTC * * * * *": a time zone belongs in timeZone.»'],
    ['«"*/0 * * * *"¦format: spec.schedule is "*/0 * * * *": */0 is no minute (0 to 59).»'],
  ])('does not run at %s', (schedule) => {
    expect(judged(text(schedule), cronJob)).toBe(text(schedule));
  });
});
