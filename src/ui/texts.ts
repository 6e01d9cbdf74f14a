import { l10n } from 'vscode';
import { previewTexts } from './stages/preview/previewTexts.ts';
import { promoteTexts } from './stages/promote/promoteTexts.ts';
import { rollbackTexts } from './stages/rollback/rollbackTexts.ts';

const t = l10n.t;

/**
 * Every text that the editor's side shows, besides those of package.nls.json. Names and messages from a cluster come
 * in as arguments and are plain text wherever they end up.
 */
export const texts = {
  actions: {
    showLogs: () => t('Show Logs'),
    showDetails: () => t('Show Details'),
    selectContext: () => t('Select Context'),
    reconnect: () => t('Reconnect'),
    resume: () => t('Resume'),
    restart: () => t('Restart'),
    change: () => t('Change'),
    use: () => t('Use It'),
    connect: () => t('Connect'),
    notNow: () => t('Not Now'),
    proceed: (verb: string) => t('{0} Anyway', verb),
    openAll: () => t('Open All'),
  },
  verbs: {
    reconcile: () => t('Reconcile'),
    suspend: () => t('Suspend'),
    resume: () => t('Resume'),
  },
  commandFailed: (cause: string) => t('Flux: {0}', cause),

  // Choosing a cluster
  pickContext: () => t('Which cluster do you work with in this workspace?'),
  currentContext: () => t('current context of kubectl'),
  chosenContext: () => t('chosen for this workspace'),
  noContexts: (paths: string) =>
    t('No context was found in {0}. Set KUBECONFIG or the setting "sluice.kubeconfig".', paths),
  confirmKubeconfig: (path: string) => t("This workspace's settings ask Sluice to read the kubeconfig {0}.", path),
  agreement: {
    context: (name: string) => t('Context {0}:', name),
    server: (address: string) => t('It connects to {0}', address),
    proxy: (address: string) => t('It goes through the proxy {0}', address),
    serverName: (name: string) => t('It accepts the certificate of {0}', name),
    insecure: () => t('It accepts any certificate of the server'),
    files: (paths: string) => t('It uses the files {0}', paths),
    command: (command: string) => t('To sign in it runs: {0}', command),
    variables: (variables: string) => t('With the variables: {0}', variables),
    noCommand: () => t('It runs no command'),
  },
  agreementCut: (path: string) => t('Not all of it fits here: read {0} before you use it.', path),
  agreementAdvice: () => t('Use it only if you trust where this workspace comes from.'),
  askOnStartup: (context: string) =>
    t('Sluice is set to connect when this workspace opens. Connect to "{0}" now and each time from now on?', context),
  pickNamespaces: () => t('Namespaces to watch where you may not list Flux objects in the whole cluster'),
  listingNamespaces: () => t('Listing namespaces'),
  typeNamespaces: () => t('Namespaces to watch, separated by commas (you may not list them in this cluster)'),

  // Session
  connecting: () => t('Connecting to the cluster'),
  unreachable: (context: string, cause: string) => t('{0} cannot be reached: {1}', context, cause),
  noContextChosen: () => t('No cluster is chosen for this workspace. Run "Flux: Select Context..." first.'),
  notConnected: () => t('Sluice is not connected to a cluster.'),
  connectionChanged: () =>
    t('The connection changed while Sluice asked, so nothing was changed in a cluster. Run the command again.'),
  signInNotice: (lines: string) => t('Sign in to the cluster: {0}', lines),
  signInNeeded: (context: string, cause: string) => t('{0} wants you to sign in: {1}', context, cause),
  staleMessage: (cause: string, seconds: number) =>
    t('Connection lost, next try in {1} s. Shown is what was known before. Cause: {0}', cause, seconds),
  restMessage: (context: string) => t('Not connected to {0}. Shown is what was known before.', context),

  viewTitle: () => t('Cluster'),
  viewTitleOf: (context: string) => t('Cluster: {0}', context),
  limitedTo: (namespaces: string) => t('Limited to what you may list: {0}.', namespaces),
  failingBadge: (count: number) => t('{0} failing', count),

  // The language server
  languageServer: () => t('Sluice Language Server'),
  serverKeepsEnding: () => t("Sluice's language server keeps ending, so manifests are not checked any more."),
  serverDidNotStart: (cause: string) => t("Sluice's language server did not start: {0}", cause),

  languageStatus: () => t('What Sluice judges by'),
  filesKnown: (files: number) => t('YAML files known: {0}', files),
  filesCapped: (files: number) => t('Only {0} of the YAML files are known', files),
  serverStopped: () => t('Manifests are not checked'),

  // Choosing objects
  pickObjects: (verb: string) => t('{0} which objects?', verb),
  pickObject: () => t('Which object?'),
  inOpenFile: () => t('in the open file'),
  noObjects: () => t('The cluster has no Flux objects that Sluice can see.'),
  noneSuspended: () => t('No Flux object is suspended.'),
  pickFailing: () => t('Failing objects'),
  notInTree: () => t('The tree does not show this object: a filter hides it, or it is gone.'),
  noneFailing: () => t('No Flux object is failing.'),
  notDeclared: () => t('The document at the cursor declares no Flux object.'),
  notInCluster: (object: string, context: string) =>
    t('{0} is not in {1}. Is it applied already, or to another cluster?', object, context),

  // From the cluster to files and back
  manifest: {
    looking: (object: string) => t('Looking for the manifest of {0}', object),
    lookingForReaders: () => t('Looking for the Kustomizations that read this file'),
    lookingForFolders: () => t('Looking for folders that fit'),
    pick: (object: string) => t('Which manifest of {0}?', object),
    maybe: () => t('perhaps: nothing tells its namespace'),
    madeBy: (object: string, maker: string) => t('{0} is made by {1}, whose manifest this is.', object, maker),
    makerHasNone: (object: string, maker: string) =>
      t('{0} is made by {1}, and no file of this workspace declares either.', object, maker),
    unowned: (object: string) =>
      t('No file of this workspace declares {0}, and no label on it says which Kustomization applied it.', object),
    notInFolder: (object: string, owner: string, folder: string) =>
      t(
        '{0} is applied by {1} from the folder {2}, but no file there declares it by this name. A variable may give the name, or another branch the file.',
        object,
        owner,
        folder,
      ),
    elsewhere: {
      noSource: (object: string, owner: string) =>
        t('{0} is applied by {1}, whose source is not in the cluster or may not be read.', object, owner),
      nothingOpen: (object: string, owner: string, address: string) =>
        t(
          '{0} is applied by {1} from {2}. Open that repository in this window, or choose its folder.',
          object,
          owner,
          address,
        ),
      otherRepository: (object: string, owner: string, address: string) =>
        t(
          '{0} is applied by {1} from {2}, which is the remote of no repository that is open here. Open it in this window, or choose the folder that it mirrors.',
          object,
          owner,
          address,
        ),
      notMapped: (object: string, owner: string, address: string) =>
        t('{0} is applied by {1} from {2}. Nothing tells which folder here that is made of.', object, owner, address),
      noGenerator: (object: string, owner: string, address: string) =>
        t('{0} is applied by {1} from {2}, whose ArtifactGenerator is not known.', object, owner, address),
      cycle: (object: string, owner: string, address: string) =>
        t('{0} is applied by {1} from {2}, which is made of itself.', object, owner, address),
    },
    chooseFolder: () => t('Choose Folder...'),
    noSource: (object: string) => t('{0} has no source whose folder could be chosen.', object),
    pickSource: () => t('The folder of which source?'),
    noSources: () => t('The cluster has no source whose folder could be chosen.'),
    pickFolder: (source: string) => t('Which folder here is {0} made of?', source),
    folderLater: () => t('Escape goes on without. Later: "Choose Folder for Source..."'),
    fits: () => t('holds all paths that Kustomizations take from it'),
    chosen: () => t('chosen before'),
    browse: () => t('Browse...'),
    forget: () => t('Forget the folder that was chosen'),
    nothingHere: () =>
      t('The document at the cursor declares no Flux object, and no Kustomization of the cluster reads this file.'),
    pickReader: () => t('Which of these?'),
  },

  // Refusals
  checkingRights: () => t('Asking the cluster for your rights'),
  readOnly: () => t('The setting "sluice.readOnly" is on, so Sluice changes nothing in a cluster.'),
  forbidden: (verb: string, object: string, user: string) =>
    t(
      '{0} of {1} is not permitted: {2} may not patch it. Ask whoever manages the cluster for that right.',
      verb,
      object,
      user,
    ),
  you: () => t('your account'),
  protectedTitle: (verb: string, object: string, context: string) => t('{0} {1} in {2}?', verb, object, context),
  protectedDetail: (context: string) =>
    t('"{0}" is a protected context (setting "sluice.protectedContexts").', context),
  many: (count: number) => t('{0} objects', count),
  refusals: {
    suspended: (object: string) => t('{0} is suspended. Resume it first, then reconcile.', object),
    notSuspended: (object: string) => t('{0} is not suspended.', object),
    alreadySuspended: (object: string) => t('{0} is suspended already.', object),
    static: (object: string) => t('{0} has nothing to reconcile: Flux only reads it when something uses it.', object),
    unsupported: (object: string) => t('{0} is of a kind that no controller reconciles on request.', object),
    notSuspendable: (object: string) => t('{0} is of a kind that cannot be suspended.', object),
    terminating: (object: string) => t('{0} is being deleted.', object),
  },

  // Reconciling, suspending, resuming
  reconciling: (object: string) => t('Reconciling {0}', object),
  reconcilingSource: (object: string) => t('source {0}', object),
  connectionLost: () => t('the connection is lost, waiting for it'),
  reconciled: (object: string, revision: string) => t('{0} reconciled: {1}', object, revision),
  reconciledPlain: (object: string) => t('{0} reconciled.', object),
  reconcileFailed: (object: string, cause: string) => t('Reconcile of {0} failed: {1}', object, cause),
  reconcileWaits: (object: string, cause: string) => t('{0} waits: {1}', object, cause),
  reconcileSuperseded: (object: string) =>
    t('{0} was changed while it reconciled; its status follows in the tree.', object),
  reconcileSuspended: (object: string) => t('{0} was suspended while it reconciled.', object),
  reconcileDeleted: (object: string) => t('{0} was deleted while it reconciled.', object),
  reconciledAll: (count: number) => t('{0} objects reconciled.', count),
  reconciledSome: (succeeded: number, others: number, cause: string) =>
    t('{0} reconciled, {1} failed or waiting, the first of them {2}', succeeded, others, cause),
  suspendReason: (object: string) =>
    t('Why is {0} suspended? The reason is kept on the object for others to read.', object),
  suspendPlaceholder: () => t('for example: migration of the database (Enter without a text for no reason)'),
  changed: {
    suspend: {
      all: (objects: string) => t('{0} suspended.', objects),
      some: (done: number, failed: number, cause: string) =>
        t('{0} suspended, {1} not, the first of them {2}', done, failed, cause),
    },
    resume: {
      all: (objects: string) => t('{0} resumed.', objects),
      some: (done: number, failed: number, cause: string) =>
        t('{0} resumed, {1} not, the first of them {2}', done, failed, cause),
    },
  },
  cancelled: () => t('cancelled'),

  // The tree's filter
  filterTitle: () => t('Filter the tree'),
  filterStatus: { all: () => t('All objects'), failing: () => t('Failing'), suspended: () => t('Suspended') },
  filterNamespace: () => t('In a namespace...'),
  filterAnyNamespace: () => t('All namespaces'),
  filterText: () => t('By text...'),
  filterTextPrompt: () => t('Name, namespace, kind or message contains'),
  filterHides: (hidden: number) => t('{0} objects are hidden by the filter.', hidden),

  // Comparing
  changes: {
    live: () => t('live'),
    predicted: () => t('predicted'),
    uncommitted: () => t('uncommitted changes'),
    applied: () => t('applied revision'),
    drift: (what: string) => t('drift of {0}', what),
    kustomizations: (count: number) => t('{0} Kustomizations', count),
    allKustomizations: () => t('All Kustomizations'),
    findingAppliers: () => t('Finding the Kustomizations that apply it'),
    listingRevisions: () => t('Listing revisions'),
    noRevisions: () => t('No folder of this workspace lies in a Git repository.'),
    building: (what: string) => t('Building {0}', what),
    notBuilt: (cause: string) => t('This could not be built: {0}', cause),
    goTo: (place: string) => t('Go to {0}', place),
    noFile: (path: string) => t('{0} is not in this workspace.', path),
    compared: (subject: string, context: string) => `${subject} \u2194 ${context}`,
    comparing: (subject: string, context: string) => t('Comparing {0} with {1}', subject, context),
    compareDone: (subject: string, context: string, counts: string) =>
      t('Compared {0} with {1}: {2}', subject, context, counts),
    diffTitle: (object: string, left: string, right: string) => `${object}: ${left} \u2194 ${right}`,
    allTitle: (subject: string, left: string, right: string) => t('Flux: {0}, {1} \u2194 {2}', subject, left, right),
    allTitleOfSides: (left: string, right: string) => t('Flux: {0} \u2194 {1}', left, right),
    forgotten: () => t('# This comparison is over. Run it again to see what would change now.\n'),
    incomplete: () => t('Cancelled: this is not all.'),
    failed: (cause: string) => t('Not all could be compared: {0}', cause),
    filesMoved: () => t('Files changed since: refresh to compare again.'),
    clusterMoved: () => t('The cluster moved on since: refresh to compare again.'),
    restricted: () => t('In Restricted Mode Sluice runs no Git and builds nothing. Trust this workspace first.'),
    pickRemoteContext: (name: string) => t('Which context is the cluster for which {0} holds the access?', name),
    contextLater: () => t('Escape goes on without. Later: "Choose Context for Remote Cluster..."'),
    noRemoteContext: () => t('None: build only, and do not compare'),
    noRemoteCluster: () => t('This Kustomization applies to the cluster that it is in.'),
    noneRemote: () => t('No Kustomization applies to another cluster.'),
    pickRemoteKustomization: () => t('Which Kustomization?'),
    dryRunOff: () =>
      t(
        'The setting "sluice.allowDryRun" is off, so Sluice may not ask the cluster what would change. A dry run changes nothing.',
      ),
    pickKustomizations: () => t('What would change in which Kustomization?'),
    pickDrift: () => t('Which Kustomization may have drifted?'),
    pickBuild: () => t('Build which Kustomization?'),
    everythingUncommitted: () => t('Everything that my uncommitted changes touch'),
    noneApplies: (what: string, context: string) =>
      t('No Kustomization of {1} applies {0}. Is it built by a Kustomization of another cluster?', what, context),
    pickRepository: () => t('Revisions of which repository?'),
    pickFrom: () => t('From which revision?'),
    pickTo: (from: string) => t('From {0} to which revision?', from),
    anyRevision: () => t('A branch, a tag or a commit; any other can be typed'),
    typedRevision: () => t('as typed'),
  },

  promote: promoteTexts,
  preview: previewTexts,
  rollback: rollbackTexts,

  copied: (name: string) => t('Copied {0}', name),
  objectLoading: (context: string) => t('# Sluice is still reading the objects of {0}.\n', context),
  objectForbidden: (context: string) => t('# Your account may not read this object in {0}.\n', context),
  objectGone: () => t('# This object is no longer in the cluster.\n'),
  objectUnknown: (context: string) => t('# Sluice is not connected to {0}: reconnect to see this object.\n', context),
} as const;
