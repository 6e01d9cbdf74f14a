import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { startUpstream, type Upstream } from '../../faults/upstream.ts';
import { createJudge, filled, operationOf, type Judge } from './conform.ts';
import type { Description, Operation } from './description.ts';

/** What a test answers: the parts that matter, from which a whole answer is made by the description. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

/** A request as it arrived. */
export interface Arrived {
  /** `GET /repos/shop/fleet/pulls?state=open`, decoded. */
  readonly line: string;
  readonly body: unknown;
  readonly headers: IncomingMessage['headers'];
}

/** A server that answers as a description says, and notes what does not keep to it. */
export interface DescribedServer {
  readonly origin: string;
  readonly arrived: readonly Arrived[];
  /** Of requests and of the test's own answers, against the description. */
  readonly violations: readonly string[];
  /** Answers a request, by `METHOD /path/{of}/operation`; the latest one holds. */
  reply(operation: string, reply: Reply): void;
  close(): Promise<void>;
}

export interface DescribedOptions {
  /** A file of test/fixtures/openapi, without `.json`. */
  readonly name: string;
  /** What stands before the described paths. */
  readonly prefix: string;
  /**
   * Whether answers are held against types and not names alone: GitLab's description calls most fields of its answers
   * texts, whatever they are, and lists by what one element is.
   */
  readonly types: boolean;
  /** Paths that the description leaves out, and that are used by the documentation. */
  readonly undescribed?: readonly RegExp[];
}

/** Starts a server for a published description. */
export async function startDescribedServer(options: DescribedOptions): Promise<DescribedServer> {
  const file = new URL(`../../fixtures/openapi/${options.name}.json`, import.meta.url);
  const description = JSON.parse(await readFile(file, 'utf8')) as Description;
  const judge = createJudge(description);
  const replies = new Map<string, Reply>();
  const arrived: Arrived[] = [];
  const violations: string[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://described');
    const sent = await text(request);
    const body: unknown = sent === '' ? undefined : JSON.parse(sent);
    const line = `${request.method ?? ''} ${decodeURIComponent(`${url.pathname}${url.search}`)}`;
    arrived.push({ line, body, headers: request.headers });
    const found = operationOf(description, request.method ?? '', url.pathname.slice(options.prefix.length));
    const key = found === undefined ? line : `${found.operation.method} ${found.operation.path}`;
    const reply = replies.get(key) ?? { status: 200, body: [] };
    if (found !== undefined) {
      violations.push(...judgeRequest(judge, found.operation, url.searchParams, body, line));
    } else if (!(options.undescribed ?? []).some((path) => path.test(line))) {
      violations.push(`${line}: no such operation is described`);
    }
    const schema = found?.operation.responses[String(reply.status)];
    if (found !== undefined && schema === undefined && reply.status < 300)
      violations.push(`${line}: no answer ${reply.status}`);
    const whole = schema && options.types ? filled(schema, reply.body, description) : reply.body;
    if (schema && reply.status < 300)
      violations.push(...judge.violations(schema, whole, `answer to ${line}`, options.types));
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(whole ?? null));
  };

  const upstream: Upstream = await startUpstream((request, response) => {
    answer(request, response).catch((error: unknown) => {
      violations.push(String(error));
      response.destroy();
    });
  });
  return {
    origin: upstream.url.origin,
    arrived,
    violations,
    reply: (operation, reply) => void replies.set(operation, reply),
    close: () => upstream.close(),
  };
}

function judgeRequest(
  judge: Judge,
  operation: Operation,
  query: URLSearchParams,
  body: unknown,
  line: string,
): string[] {
  const found: string[] = [];
  const parameters = operation.parameters.filter((one) => one.in === 'query');
  for (const [name, value] of query) {
    const parameter = parameters.find((one) => one.name === name);
    if (parameter === undefined) found.push(`${line}: the parameter ${name} is not described`);
    else if (parameter.schema.enum !== undefined && !parameter.schema.enum.includes(value))
      found.push(`${line}: ${name} may not be ${value}`);
    else if (parameter.schema.type === 'integer' && !/^\d+$/.test(value)) found.push(`${line}: ${name} is no integer`);
  }
  for (const { name, required } of parameters)
    if (required && !query.has(name)) found.push(`${line}: ${name} is missing`);
  if (body !== undefined && operation.body === undefined) found.push(`${line}: no body is described`);
  if (operation.body !== undefined) found.push(...judge.violations(operation.body, body ?? {}, line, true));
  return found;
}
