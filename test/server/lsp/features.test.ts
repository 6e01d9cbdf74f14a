import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import {
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  CompletionTriggerKind,
  DefinitionRequest,
  DidCloseTextDocumentNotification,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  type CodeAction,
  type CompletionList,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { expect, test } from 'vitest';
import { pulling, type Client, type ClientOptions } from './client.ts';
import { writeFolder } from '../files.ts';
import { startForTest } from './startForTest.ts';
import { gitRepository, kustomization } from '../texts.ts';

const text = kustomization('apps', 'prunee: true');
const lineOf = (part: string): number => text.split('\n').findIndex((line) => line.includes(part));
const at = (part: string, character: number) => ({ line: lineOf(part), character });

interface Opened {
  readonly client: Client;
  readonly uri: string;
  readonly source: string;
}

async function opened(options: ClientOptions = {}): Promise<Opened> {
  const folder = await writeFolder({
    'source.yaml': gitRepository,
    'apps.yaml': text,
    'apps/kustomization.yaml': 'resources: []\n',
  });
  const client = await startForTest({ capabilities: pulling, folders: [folder], ...options });
  const uri = pathToFileURL(`${folder}/apps.yaml`).href;
  client.open(uri, text);
  await client.pull(uri);
  return { client, uri, source: pathToFileURL(`${folder}/source.yaml`).href };
}

test('a value that is typed to its end is not offered, or Enter would take it', async () => {
  const { client, uri } = await opened();
  const ask = async (written: string): Promise<CompletionList | null> => {
    client.replace(uri, `apiVersion: ${written}\n`);
    return (await client.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri },
      position: { line: 0, character: 12 + written.length },
      context: { triggerKind: CompletionTriggerKind.TriggerForIncompleteCompletions },
    })) as CompletionList | null;
  };
  const begun = await ask('v');
  expect(begun?.isIncomplete).toBe(true);
  expect(begun?.items.map(({ label }) => label)).toContain('v1');
  expect(await ask('v1')).toBeNull();
});

test('fields are completed, with snippets only for clients that know them', async () => {
  const ask = async (options: ClientOptions = {}): Promise<CompletionList> => {
    const { client, uri } = await opened(options);
    client.replace(uri, `${kustomization('apps')}  \n`);
    const position = { line: 12, character: 2 };
    const answer = await client.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
    return answer as CompletionList;
  };
  const hasSnippets = ({ items }: CompletionList) => items.some(({ insertTextFormat }) => insertTextFormat === 2);
  const plain = await ask();
  expect(plain.items.map(({ label }) => label)).toContain('wait');
  expect(hasSnippets(plain)).toBe(false);
  const completion = { completionItem: { snippetSupport: true } };
  expect(hasSnippets(await ask({ capabilities: { textDocument: { completion, diagnostic: {} } } }))).toBe(true);
});

test('a field is explained', async () => {
  const { client, uri } = await opened();
  const hover = await client.connection.sendRequest(HoverRequest.type, {
    textDocument: { uri },
    position: at('interval', 4),
  });
  expect(hover?.contents).toMatchObject({ kind: 'markdown', value: expect.stringContaining('interval') as string });
  expect(hover?.range?.start).toEqual(at('interval', 2));
});

test('a reference leads to the object, and the object to its references', async () => {
  const { client, uri, source } = await opened();
  const ask = { textDocument: { uri }, position: at('name: fleet', 12) };
  expect(await client.connection.sendRequest(DefinitionRequest.type, ask)).toMatchObject([{ uri: source }]);
  const references = await client.connection.sendRequest(ReferencesRequest.type, {
    ...ask,
    context: { includeDeclaration: true },
  });
  expect(references?.map((place) => place.uri).sort()).toEqual([uri, source].sort());
});

test('an object is renamed in files that are not open too', async () => {
  const { client, uri, source } = await opened();
  const ask = { textDocument: { uri }, position: at('name: fleet', 12) };
  expect(await client.connection.sendRequest(PrepareRenameRequest.type, ask)).toMatchObject({ placeholder: 'fleet' });
  const edit = await client.connection.sendRequest(RenameRequest.type, { ...ask, newName: 'ships' });
  const { changes = {} } = edit as WorkspaceEdit;
  expect(Object.keys(changes).sort()).toEqual([uri, source].sort());
  expect(
    Object.values(changes)
      .flat()
      .map(({ newText }) => newText),
  ).toEqual(['ships', 'ships']);
  await expect(client.connection.sendRequest(RenameRequest.type, { ...ask, newName: 'Not a name' })).rejects.toThrow(
    /cannot be a name/,
  );
});

test('a finding is mended', async () => {
  const { client, uri } = await opened();
  const range = { start: at('prunee', 3), end: at('prunee', 3) };
  const actions = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range,
    context: { diagnostics: [] },
  });
  expect(actions).toContainEqual(
    expect.objectContaining({
      title: 'Change to "prune"',
      edit: { changes: { [uri]: [{ range: { start: at('prunee', 2), end: at('prunee', 8) }, newText: 'prune' }] } },
    }),
  );
});

test('a variable is declared in another file, in the version that is open', async () => {
  const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  text: ${ZONE}\n';
  const declaring = kustomization('apps', 'postBuild:', '  substitute:', '    REGION: eu');
  const folder = await writeFolder({ 'apps.yaml': declaring, 'apps/config.yaml': config });
  const uri = pathToFileURL(`${folder}/apps/config.yaml`).href;
  const other = pathToFileURL(`${folder}/apps.yaml`).href;
  const capabilities = { ...pulling, workspace: { ...pulling.workspace, workspaceEdit: { documentChanges: true } } };
  const client = await startForTest({ capabilities, folders: [folder] });
  client.open(uri, config);
  const changes = async (): Promise<WorkspaceEdit['documentChanges']> => {
    const actions = await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start: { line: 5, character: 10 }, end: { line: 5, character: 10 } },
      context: { diagnostics: [] },
    });
    const action = actions?.find(({ title }) => title.startsWith('Declare "ZONE"'));
    return (action as CodeAction | undefined)?.edit?.documentChanges;
  };
  await expect.poll(changes).toBeDefined();
  const inserted = (line: number, version: number | null) => [
    {
      textDocument: { uri: other, version },
      edits: [
        {
          range: { start: { line, character: 15 }, end: { line, character: 15 } },
          newText: '\n      ZONE: ""',
        },
      ],
    },
  ];
  expect(await changes()).toEqual(inserted(13, null));
  client.open(other, `# not saved\n${declaring}`);
  expect(await changes()).toEqual(inserted(14, 1));
  await client.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: other } });
  await expect.poll(changes).toEqual(inserted(13, null));
  // Nobody tells the server.
  await writeFile(`${folder}/apps.yaml`, `# changed\n${declaring}`);
  expect(await changes()).toBeUndefined();
});

test('outline, folding and links are there', async () => {
  const { client, uri } = await opened();
  const ask = { textDocument: { uri } };
  expect(await client.connection.sendRequest(DocumentSymbolRequest.type, ask)).toContainEqual(
    expect.objectContaining({ name: 'Kustomization/apps' }),
  );
  expect(await client.connection.sendRequest(FoldingRangeRequest.type, ask)).not.toEqual([]);
  expect(await client.connection.sendRequest(DocumentLinkRequest.type, ask)).toMatchObject([
    { target: expect.stringMatching(/apps\/kustomization\.yaml$/) as string },
  ]);
});

test('lenses show how an object is in the cluster, with the commands that the client has', async () => {
  const { client, uri } = await opened({ initializationOptions: { clientCommands: ['sluice.reconcile'] } });
  const ask = { textDocument: { uri } };
  expect(await client.connection.sendRequest(CodeLensRequest.type, ask)).toEqual([]);
  const key = 'kustomize.toolkit.fluxcd.io/Kustomization/flux-system/apps';
  await client.connection.sendNotification('sluice/clusterFacts', {
    facts: {
      context: 'staging',
      objects: [[key, { health: 'ready' }]],
      listed: ['kustomize.toolkit.fluxcd.io/Kustomization'],
    },
  });
  const lenses = await client.connection.sendRequest(CodeLensRequest.type, ask);
  expect(lenses?.map(({ command }) => command?.command)).toEqual(['', 'sluice.reconcile']);
});
