/** A command's arguments, and what is said of it; what several commands share is said once. */
interface About {
  readonly synopsis: string;
  readonly texts: readonly string[];
}

const stages = `sluice stages lists the stages of the repository, by .sluice.yaml or else by the names of its folders and branches, and what
runs in each; sluice compare tells in what two of them differ; sluice promote brings the versions of one stage to the next, as
the stage wants it: by a commit that is pushed, or by a pull request.

      --from, --to STAGE      between which stages (compare, promote)
      --app NAME              this application only, also one that the other stage lacks; may be repeated
      --field FIELD           a field besides versions, as compare names it; may be repeated (promote)
      --path PATH             this file or folder as it is, from the repository's root; may be repeated (promote)
      --dry-run               print the patch that would be committed, and do nothing (promote)
      --remote NAME           where to push (default: origin) (promote)
  -o, --output NAME           text (default) or json

`;

const tokens = `Tokens come from the environment, each for one host: GITHUB_TOKEN, GITLAB_TOKEN, GITEA_TOKEN, FORGEJO_TOKEN or
SLUICE_TOKEN_GIT_EXAMPLE_ORG for git.example.org. Exit code: 0 done, or nothing to do; of compare 1 where stages differ; 2 not done.

`;

const about = {
  validate: {
    synopsis: 'validate [PATH...] [OPTION...]',
    texts: [
      `sluice validate judges the YAML for Flux, Kubernetes and kustomize in files and folders as a cluster would. Without PATH it
judges the working folder, with - standard input. What files refer to is looked up in the whole repository around them.

  -o, --output NAME           text (default), json, sarif, or github for workflow commands
      --severity NAME         the mildest that counts: error, warning, information (default), hint
      --kubernetes-version V  judge as this version would, e.g. 1.34 (default: the newest known)
      --flux-version V        the same for Flux, e.g. 2.7
  -s, --schema-location PATH  a file or folder with CustomResourceDefinitions or JSON schemas; may be repeated; in
                              place of those of the configuration
      --config FILE           defaults and what to skip (default: .fluxschema.yml here or in the repository's root)
      --lenient-substitution  leave variables alone that nothing declares

Exit code: 0 nothing to report, 1 findings, 2 it could not run as asked: a file that is named cannot be read, a schema
location does not exist. What else was not read or evaluated is named on standard error.

`,
    ],
  },
  build: {
    synopsis: 'build PATH|--kustomization [NAMESPACE/]NAME [OPTION...]',
    texts: [
      `sluice build prints what Flux would apply, in its order, by the files of the repository and no cluster. PATH is a folder,
built by the Flux Kustomization that names it or, where none does, as it is; or a file with a Flux Kustomization.

  -k, --kustomization NAME    the Flux Kustomization of this name; beside PATH the one that PATH declares or applies
  -r, --revision REV          build what a Git revision holds instead of the working tree
  -o, --output NAME           yaml (default) or json, a List
      --lenient-substitution  variables that nothing declares are empty, as before Flux 2.9

Exit code: 0 built, 1 built, but something of it is not known here (named on standard error), 2 not built.

`,
    ],
  },
  diff: {
    synopsis: 'diff [PATH|--kustomization [NAMESPACE/]NAME] [OPTION...]',
    texts: [
      `sluice diff compares what the working tree would make Flux do with what the cluster has, by dry runs that change nothing:
for the Kustomizations that apply something of PATH (default: the working folder), and for those below them.

  -k, --kustomization NAME    the Kustomization of this name in the cluster
      --context NAME          a context of the kubeconfig (default: its current one)
      --remote-context NAMESPACE/NAME=CONTEXT
                              the context of the cluster for which this Secret or ConfigMap (spec.kubeConfig) holds the access
  -o, --output NAME           text (default), json, or markdown for a comment on a pull request

Exit code: 0 no changes, 1 changes or something that cannot be known, 2 Flux would fail
by this change, or it could not be compared.

`,
    ],
  },
  stages: { synopsis: 'stages [OPTION...]', texts: [stages, tokens] },
  compare: { synopsis: 'compare --from STAGE --to STAGE [OPTION...]', texts: [stages, tokens] },
  promote: { synopsis: 'promote --from STAGE --to STAGE [OPTION...]', texts: [stages, tokens] },
  rollback: {
    synopsis: 'rollback --app NAME --stage STAGE|--kustomization NAMESPACE/NAME [OPTION...]',
    texts: [
      `sluice rollback lists the revisions that the files of a Kustomization or an application were at and, where its cluster answers,
which of them ran; with --to it restores the files of one of them, by a commit that is pushed, or by a pull request.

      --app NAME --stage STAGE
                              an application of a stage
  -k, --kustomization NAMESPACE/NAME
                              a Flux Kustomization; beside --stage that of a stage
      --to REV                restore what it read at this commit, tag or branch
      --with-others           also where others go back with it
      --change WAY            commit or pullRequest (default: as the stage says, else pullRequest)
      --context NAME          the context of the cluster to ask what ran (default: that of the stage)
      --dry-run               print the patch that would be committed, and do nothing
      --remote NAME           where to push (default: origin)
  -o, --output NAME           text (default) or json

`,
      tokens,
    ],
  },
} as const satisfies Readonly<Record<string, About>>;

const common = `  -C, --directory DIR         work in this folder (all commands)
      --version, -h, --help
`;

/** What the commands are called. */
export type CommandName = keyof typeof about;

/** What `sluice --help` prints, or `sluice COMMAND --help`. */
export function usageOf(command: CommandName | undefined): string {
  const told: readonly About[] = command === undefined ? Object.values(about) : [about[command]];
  const lines = told.map(({ synopsis }, index) => `${index === 0 ? 'usage:' : '      '} sluice ${synopsis}\n`);
  // What is shared stands behind the last that shares it.
  const texts = [...new Set(told.flatMap((one) => one.texts).reverse())].reverse();
  return `${lines.join('')}\n${texts.join('')}${common}`;
}
