/** A repository that is open here: what is to be known of it to find files of the cluster's sources. */
export interface OpenRepository {
  /** Its top folder: absolute, with slashes. */
  readonly root: string;
  /** As git fetches from them. */
  readonly remotes: readonly { readonly name: string; readonly url: string }[];
  /** What is checked out; undefined where the head is on no branch. */
  readonly branch: string | undefined;
  /** The commit that is checked out; undefined before the first. */
  readonly commit: string | undefined;
  /** The tags of that commit. */
  readonly tags: readonly string[];
}
