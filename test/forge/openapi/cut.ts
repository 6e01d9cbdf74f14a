/**
 * Cuts a published description of an API to the operations that an adapter uses, without prose and examples.
 * usage: node test/forge/openapi/cut.ts github|gitlab FILE SOURCE > test/fixtures/openapi/NAME.json
 * FILE: `generated/api.github.com.json` of npm's @octokit/openapi; doc/api/openapi/openapi_v2.yaml of gitlab-org/gitlab.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Description, Operation, Schema } from './description.ts';

const used: Readonly<Record<string, readonly string[]>> = {
  github: [
    'get /repos/{owner}/{repo}/pulls',
    'post /repos/{owner}/{repo}/pulls',
    'get /repos/{owner}/{repo}/pulls/{pull_number}',
    'patch /repos/{owner}/{repo}/pulls/{pull_number}',
    'post /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
    'get /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    'post /repos/{owner}/{repo}/issues/{issue_number}/labels',
    'get /repos/{owner}/{repo}/issues/{issue_number}/comments',
    'post /repos/{owner}/{repo}/issues/{issue_number}/comments',
    'get /repos/{owner}/{repo}/commits/{ref}/status',
    'get /repos/{owner}/{repo}/commits/{ref}/check-runs',
    'get /repos/{owner}/{repo}/branches/{branch}',
    'get /repos/{owner}/{repo}/rules/branches/{branch}',
  ],
  gitlab: [
    'get /api/v4/projects/{id}/merge_requests',
    'post /api/v4/projects/{id}/merge_requests',
    'get /api/v4/projects/{id}/merge_requests/{merge_request_iid}',
    'put /api/v4/projects/{id}/merge_requests/{merge_request_iid}',
    'get /api/v4/projects/{id}/merge_requests/{merge_request_iid}/approvals',
    'get /api/v4/projects/{id}/repository/commits/{sha}/statuses',
    'get /api/v4/users',
    'get /api/v4/metadata',
  ],
};

const prose = new Set(['description', 'example', 'examples', 'title', 'deprecated', 'externalDocs', 'default']);

type Json = Readonly<Record<string, unknown>>;

const [name = '', file = '', source = ''] = process.argv.slice(2);
const whole = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 }) as Json;
const operations = (used[name] ?? []).map(operation);
process.stdout.write(`${JSON.stringify(withSchemas({ source, operations, components: { schemas: {} } }))}\n`);

function operation(key: string): Operation {
  const [method = '', path = ''] = key.split(' ');
  const found = at(whole, 'paths', path, method);
  if (found === undefined) throw new Error(`${key} is not described.`);
  const parameters = ((found['parameters'] ?? []) as Json[]).map(resolved);
  const body = schemaOf(found['requestBody']) ?? schemaOf(parameters.find((one) => one['in'] === 'body'));
  const responses = Object.entries(found['responses'] as Json)
    .filter(([status]) => /^(20\d|4\d\d)$/.test(status))
    .map(([status, response]) => [status, schemaOf(resolved(response as Json)) ?? null]);
  return {
    method: method.toUpperCase(),
    path,
    parameters: parameters
      .filter((one) => one['in'] === 'query' || one['in'] === 'path')
      .map((one) => ({
        name: String(one['name']),
        in: String(one['in']),
        required: one['required'] === true,
        schema: bare(one['schema'] ?? { type: one['type'], enum: one['enum'], items: one['items'] }) as Schema,
      })),
    ...(body === undefined ? {} : { body }),
    responses: Object.fromEntries(responses) as Operation['responses'],
  };
}

function schemaOf(holder: unknown): Schema | undefined {
  const found =
    (holder as Json | undefined)?.['schema'] ?? at(holder as Json | undefined, 'content', 'application/json', 'schema');
  return found === undefined ? undefined : (bare(found) as Schema);
}

function resolved(value: Json): Json {
  const reference = value['$ref'];
  return typeof reference === 'string' ? (at(whole, ...reference.slice(2).split('/')) ?? {}) : value;
}

function at(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  return keys.reduce<Json | undefined>((current, key) => current?.[key] as Json | undefined, value);
}

/** Without prose; where a key of that name is a property, its value is a schema. */
function bare(value: unknown, isMap = false): unknown {
  if (Array.isArray(value)) return value.map((item) => bare(item));
  if (typeof value !== 'object' || value === null) return value;
  if (!isMap && 'nullable' in value && !('type' in value)) {
    const { nullable, ...rest } = value;
    // Without a type it says nothing by the letter of OpenAPI 3.0, and means this.
    return nullable === true ? { anyOf: [bare(rest), { enum: [null] }] } : bare(rest);
  }
  if (!isMap && 'nullable' in value && 'enum' in value && Array.isArray(value.enum) && !value.enum.includes(null)) {
    return bare({ ...value, enum: [...(value.enum as unknown[]), null] });
  }
  const entries = Object.entries(value).filter(([key]) => isMap || !(prose.has(key) || key.startsWith('x-')));
  return Object.fromEntries(
    entries.map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace(/^#\/(components\/schemas|definitions)\//, 'description#/components/schemas/')
        : bare(inner, !isMap && key === 'properties'),
    ]),
  );
}

/** With all schemas that are referred to. */
function withSchemas(description: Description): Description {
  const schemas: Record<string, Schema> = {};
  for (let text = JSON.stringify(description); ; text = JSON.stringify(schemas)) {
    const names = [...text.matchAll(/description#\/components\/schemas\/([^"]+)/g)].map(([, found = '']) => found);
    const missing = [...new Set(names)].filter((one) => !(one in schemas));
    if (missing.length === 0) return { ...description, components: { schemas } };
    for (const one of missing) {
      const schema = at(whole, 'components', 'schemas', one) ?? at(whole, 'definitions', one);
      schemas[one] = bare(schema) as Schema;
    }
  }
}
