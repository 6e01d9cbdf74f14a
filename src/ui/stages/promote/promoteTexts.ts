import { l10n } from 'vscode';
import type { Approvals } from '../../../forges/terms/forge.ts';

const t = l10n.t;

/** What promotions say; part of the table of texts. */
export const promoteTexts = {
  readOnly: () => t('The setting "sluice.readOnly" is on, so Sluice promotes nothing.'),
  restricted: () => t('In Restricted Mode Sluice runs no Git. Trust this workspace first.'),
  pickRepository: () => t('Promote in which repository?'),
  opening: () => t('Reading the stages'),
  oneStage: (stage: string) => t('There is only one stage, {0}: name the others in .sluice.yaml.', stage),
  pickPair: () => t('Promote from which stage to which?'),
  pair: (from: string, to: string) => `${from} \u2192 ${to}`,
  otherStages: () => t('Other Stages...'),
  pickSource: () => t('Promote from which stage?'),
  pickTarget: (from: string) => t('Promote from {0} to which stage?', from),
  pairDetail: {
    commit: (to: string) => t('{0} is changed by commits', to),
    pullRequest: (to: string) => t('{0} is changed by pull requests', to),
  },
  reading: (from: string, to: string) => t('Fetching {0} and {1}', from, to),

  // Choosing what moves
  pickApplications: (from: string, to: string) => t('Promote what from {0} to {1}?', from, to),
  groups: {
    behind: (to: string) => t('{0} is behind', to),
    held: () => t('Not moved unless you choose it'),
    missing: (to: string) => t('Not in {0} yet', to),
    other: () => t('The same versions, other differences'),
  },
  moreFields: () => t('More Fields...'),
  moreFieldsDetail: () => t('choose field by field what moves'),
  versions: (before: string, after: string) => `${before} \u2192 ${after}`,
  more: (text: string, count: number) => t('{0} and {1} more', text, count),
  // The count comes first: the end of a long reason is cut off.
  moreReasons: (count: number, reason: string) => t('(1 of {0}) {1}', count + 1, reason),
  differences: (count: number) => (count === 1 ? t('1 difference') : t('{0} differences', count)),
  copied: () => t('its files are copied'),
  refused: (reason: string) => t('not promoted: {0}', reason),
  kept: (reason: string) => t('kept: {0}', reason),
  none: () => t('(none)'),
  pickFields: () => t('Which fields move?'),
  same: (from: string, to: string) => t('{1} has all that {0} could bring.', from, to),
  nothing: (from: string, to: string) => t('Nothing to promote from {0} to {1}.', from, to),
  nothingBecause: (from: string, to: string, reason: string) =>
    t('Nothing to promote from {0} to {1}: {2}', from, to, reason),

  // Looking at the edits
  editsTitle: (title: string) => t('Flux: {0}', title),
  look: (title: string, files: number) =>
    files === 1 ? t('{0}: look at the edit of 1 file', title) : t('{0}: look at the edits of {1} files', title, files),
  goOn: () => t('Continue...'),
  again: () => t('Choose Again...'),
  forgotten: () => t('# This is over. Start it again to see what it would write now.\n'),

  // The one question
  findingForge: () => t('Looking how pull requests are opened'),
  question: (title: string) => t('{0}?', title),
  opens: (place: string, head: string, base: string) =>
    t('Opens a pull request on {0}, branch {1}, into {2}.', place, head, base),
  pushes: (place: string, head: string, base: string) =>
    t('Pushes the branch {1} to {0}. You open its pull request into {2} in the browser.', place, head, base),
  commits: (branch: string, remote: string, place: string) =>
    remote === place
      ? t('Commits to {0} of {1}.', branch, remote)
      : t('Commits to {0} of {1} ({2}).', branch, remote, place),
  noHooks: () => t('Commit hooks do not run; your files stay as they are.'),
  moreLines: (count: number) => t('and {0} more', count),
  answers: {
    open: () => t('Open Pull Request'),
    push: () => t('Push Branch'),
    commit: () => t('Commit and Push'),
  },
  withoutToken: (host: string) =>
    t('Without a token for {0} the branch is pushed, and you open its pull request in the browser.', host),

  rendering: {
    title: () => t('Building what Flux would change'),
    // For the text of the pull request, which is in English.
    givenUp: () => 'Not rendered: it was cancelled.',
    warning: (sentence: string) => t('Flux: {0}', sentence),
  },
  gates: {
    asking: () => t('Asking whether the gates are open'),
    notAsked: () => t('it was not asked for.'),
    noContext: (stage: string) => t('the stage {0} names no context of its cluster.', stage),
    notConnected: (stage: string, context: string) =>
      t('{0} runs in {1}, which is not connected here. Select that context first.', stage, context),
    noForge: () => t('no forge is known that has checks.'),
    closed: (stage: string, why: string) => t('The gates of {0} keep this promotion out. {1}', stage, why),
    warning: (sentence: string) => t('Gate: {0}', sentence),
  },

  // Afterwards
  opened: (number: number, title: string) => t('Opened pull request #{0}: {1}', number, title),
  updated: (number: number, title: string) => t('Updated pull request #{0}: {1}', number, title),
  unchanged: (number: number, title: string) => t('Pull request #{0} says the same already: {1}', number, title),
  joined: (number: number, title: string) =>
    t('Somebody opened the same at this moment, pull request #{0}: {1}', number, title),
  supersedes: (numbers: string) => t('It supersedes {0}.', numbers),
  pushed: (branch: string, remote: string, title: string) => t('Committed to {0} of {1}: {2}', branch, remote, title),
  branchPushed: (branch: string, remote: string) => t('Pushed to {1}: the branch {0}', branch, remote),
  already: (branch: string) => t('{0} holds it already: somebody else has done this meanwhile.', branch),
  openPullRequest: () => t('Open Pull Request'),
  openComparePage: () => t('Open Compare Page'),

  landing: {
    pickRepository: () => t('The commit of which repository?'),
    reading: () => t('Reading the latest commits'),
    pick: () => t('Did what land?'),
    head: () => t('checked out'),
    notPushed: () => t('not pushed'),
    noCommit: () => t('There is no commit here yet.'),
    open: () => t('open'),
    merged: () => t('merged'),
    asking: (number: number) => t('Asking for pull request #{0}', number),
    notMerged: (number: number, approvals: Approvals | undefined) => {
      const { by, required = 0 } = approvals ?? { by: [] };
      if (by.length < required)
        return t('Pull request #{0} is open: it has {1} of {2} approvals.', number, by.length, required);
      return t('Pull request #{0} is open: it has to be merged first.', number);
    },
    closed: (number: number) => t('Pull request #{0} was closed without being merged.', number),
    wasMerged: (number: number) => t('Pull request #{0} was merged.', number),
    unnamed: (number: number) =>
      t('Pull request #{0} was merged, but the forge does not say as which commit. Fetch, and pick it.', number),
    following: (commit: string) => t('Following {0}', commit),
    ask: () => t('Did It Land?'),
    goToObject: () => t('Go to Object'),
  },

  // Signing in
  signingIn: () => t('Signing in'),
  signInTitle: (host: string) => t('Sign in to {0}', host),
  userName: (host: string) => t('Your user name at {0}, for Git', host),
  password: (host: string) => t('Your password or token at {0}, for Git', host),
  passwordOf: (user: string, host: string) => t('The password or token of {0} at {1}, for Git', user, host),
  someHost: () => t('the remote'),
  passphrase: (key: string) => t('The passphrase of the key {0}', key),
  someKey: () => t('for SSH'),
  sshAsks: () => t('Git asks'),
  hostKey: (host: string, fingerprint: string) =>
    t('{0} is not known yet. The fingerprint of its key is {1}. Is that right?', host, fingerprint),
  noFingerprint: () => t('not told'),
  connect: () => t('Connect'),
  yes: () => t('Yes'),
  tokenFor: {
    github: (page: string) =>
      t(
        'A token with the permissions "Contents" and "Pull requests" (read and write), or the scope "repo". You make one at {0}.',
        page,
      ),
    gitlab: (page: string) => t('A token with the scope "api". You make one at {0}.', page),
    gitea: (page: string) =>
      t('A token with read and write permission for "repository" and "issue". You make one at {0}.', page),
    other: () => t('A token that may push and open pull requests.'),
  },
  tokenKept: (host: string) => t('It is kept in the secret storage of VS Code and sent only to {0}.', host),
  tokenEmpty: () => t('A token has no spaces and is not empty.'),
  signInAdvice: () => t('Run "Flux: Sign In to Git Host...".'),
  sources: {
    entered: (host: string) => t('the token that you entered for {0}', host),
    account: (label: string) => t('your sign-in as {0}', label),
  },
  whichHost: () => t('Sign in to which Git host?'),
  hostPlaceholder: () => t('https://git.example.org'),
  notAHost: () => t('Type the address of its pages, such as https://git.example.org.'),
  signedIn: (host: string) => t('Signed in to {0}.', host),
  forget: () => t('Forget the tokens of which Git hosts?'),
  noTokens: () => t('No token was entered. Sign-ins of accounts are under "Accounts" in the activity bar.'),
  tokensForgotten: (hosts: string) => t('Forgot the tokens for {0}.', hosts),
} as const;
