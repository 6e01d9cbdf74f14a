/** How a change gets into a stage: committed and pushed to its branch, or proposed. */
export type ChangeWay = 'commit' | 'pullRequest';

/** What a closed gate does: it is said and the promotion goes on, or it ends there. */
export type GateEffect = 'warn' | 'block';

/** A repository's stages, as `.sluice.yaml` says or as the layout tells. */
export interface StagesConfig {
  /** In the order in which changes go through them. Names are unique. */
  readonly stages: readonly Stage[];
  /** Fields that differ on purpose in every stage; see {@link Stage.protected} for one stage's own. */
  readonly protected: readonly FieldPattern[];
  readonly commit: CommitSettings;
  readonly pullRequest: PullRequestSettings;
  /** Forges by host, where the host's name does not tell which it is. */
  readonly forges: ReadonlyMap<string, ForgeKind>;
}

export type ForgeKind = 'github' | 'gitlab' | 'gitea' | 'forgejo';

/** One stage. At least one of `paths` and `branch` is set. */
export interface Stage {
  readonly name: string;
  /**
   * Folders from the repository's root, `/`-separated, without a slash at the end; `*` stands for a name, `**` for any
   * number of them. Empty in the branch model: the whole tree.
   */
  readonly paths: readonly string[];
  /** The branch that the stage's cluster follows; absent in the folder model: the repository's default branch. */
  readonly branch: string | undefined;
  /** The kubeconfig context of its cluster; absent where none is named. */
  readonly context: string | undefined;
  readonly change: ChangeWay;
  /** Checked before something is promoted into this stage. */
  readonly gates: Gates;
  readonly protected: readonly FieldPattern[];
}

export interface Gates {
  /** How long the change must have run in the stage that it comes from. */
  readonly soak?: { readonly milliseconds: number; readonly effect: GateEffect };
  /** The change landed and is healthy in the stage that it comes from. */
  readonly health?: GateEffect;
  /** The checks (CI) of the commit that brought it into the stage that it comes from. */
  readonly checks?: GateEffect;
  readonly freeze: readonly FreezeWindow[];
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** A time in which nothing is promoted into a stage. */
export type FreezeWindow = { readonly reason: string | undefined; readonly effect: GateEffect } & (
  | {
      readonly kind: 'once';
      /** Both in milliseconds since 1970; `to` is the first moment after it. */ readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'weekly';
      /** On which days it begins. */
      readonly days: readonly Weekday[];
      /** Minutes since midnight; where `to` is not after `from`, it ends on the next day. */
      readonly from: number;
      readonly to: number;
      /** An IANA name, e.g. `Europe/Vienna`. */
      readonly timeZone: string;
    }
);

/**
 * Fields that a rule is about: `field` is a path of keys joined by dots, where `*` stands for one key or list item and
 * `**` for any number; `kind` and `name` are an object's, where the rule is not for all.
 */
export interface FieldPattern {
  readonly field: string;
  readonly kind?: string;
  readonly name?: string;
}

/** Templates hold `{{ name }}`; what they may name is said by the floor that fills them in. */
export interface CommitSettings {
  readonly message: string | undefined;
  /** `Name <mail>` for each Co-authored-by trailer. */
  readonly coAuthors: readonly string[];
}

export interface PullRequestSettings {
  readonly title: string | undefined;
  readonly body: string | undefined;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly draft: boolean;
}
