import * as vscode from 'vscode';
import { createEmitter, type Event } from '../../base/event.ts';
import type { Disposable } from '../../base/disposable.ts';

/** "YAML Language Support by Red Hat", which most people who write YAML have: it checks the same files. */
const extensionId = 'redhat.vscode-yaml';

/** The name of our contributor, which is also the scheme of our schema's address. */
const contributor = 'sluice';
const anythingGoes = `${contributor}://schema/manifest`;

/** What that extension exports (its src/schema-extension-api.ts), as far as it is used. */
interface YamlApi {
  registerContributor(
    name: string,
    requestSchema: (resource: string) => string | undefined,
    requestSchemaContent: (uri: string) => string,
  ): boolean;
}

/** The YAML extension as a neighbour: what it does, and what it leaves to us. */
export interface YamlExtension extends Disposable {
  /** Whether it is at work and reports errors of syntax and duplicate keys. */
  readonly checksSyntax: boolean;
  readonly onDidChange: Event<void>;
}

/**
 * Asks the YAML extension, where it is installed, to judge nothing that Sluice judges: for those documents it gets a
 * schema by which anything goes. A schema that a document names itself comes before ours (`overlap.ts` deals with it).
 * `judges` says whether the document with this URI is ours.
 */
export function followYamlExtension(judges: (uri: string) => boolean): YamlExtension {
  const changed = createEmitter<void>();
  let registered: unknown;
  let disposed = false;

  const introduce = async (): Promise<void> => {
    const extension = vscode.extensions.getExtension<unknown>(extensionId);
    // It is activated by any YAML document, and one is open.
    const api = await extension?.activate();
    if (disposed || api === registered) {
      changed.fire();
      return;
    }
    registered = api;
    if (isYamlApi(api)) {
      api.registerContributor(
        contributor,
        (resource) => (!disposed && judges(resource) ? anythingGoes : undefined),
        () => '{}',
      );
    }
    changed.fire();
  };
  // An extension that does not come up reports nothing, so there is nothing to agree about.
  const look = (): void => void introduce().catch(() => undefined);

  look();
  const subscriptions = vscode.Disposable.from(
    vscode.extensions.onDidChange(look),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('yaml.validate')) changed.fire();
    }),
  );
  return {
    get checksSyntax() {
      const isActive = vscode.extensions.getExtension(extensionId)?.isActive === true;
      return isActive && vscode.workspace.getConfiguration('yaml').get('validate') !== false;
    },
    onDidChange: changed.event,
    dispose() {
      disposed = true;
      subscriptions.dispose();
      changed.dispose();
    },
  };
}

function isYamlApi(api: unknown): api is YamlApi {
  return typeof api === 'object' && api !== null && 'registerContributor' in api;
}
