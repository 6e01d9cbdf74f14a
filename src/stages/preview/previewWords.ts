import { shortCommit } from '../../base/shortCommit.ts';
import { counted } from '../../base/counted.ts';
import { escapeMarkdown } from '../../base/escapeMarkdown.ts';
import { plainText } from '../../base/plainText.ts';
import type { CheckSubject, PreviewCheck } from './checkText.ts';

/** What a commit or a pull request says of a preview. */
export interface PreviewTexts {
  readonly title: string;
  /** Of the commit. */
  readonly message: string;
  /** Of the pull request, in at most so many characters. */
  readonly body: (mostCharacters: number) => string;
}

/** What is said of a preview that is made: what it is, what was checked and what is left to judge. */
export function previewTexts(check: PreviewCheck, subject: CheckSubject & { readonly stage: string }): PreviewTexts {
  const { name, branch, commit, context, stage } = subject;
  const title = plainText(`Preview ${branch} beside ${stage}`, 200);
  const said = [
    `The namespace ${name} gets ${counted(check.applied.length, 'object')} of ${branch}, and follows it.`,
    `Taking the preview away deletes the namespace with all that is in it.`,
  ];
  const checked = [
    `Checked in the cluster ${context}, with ${branch} at ${shortCommit(commit)}:`,
    ...check.sentences,
    ...check.doubts.map((one) => `To judge: ${one}`),
  ];
  return texts(title, said, checked, `Preview-Of: ${branch}@${commit}`);
}

/** What is said of a preview that is taken away. */
export function removalTexts(
  { name, branch, stage }: { readonly name: string; readonly branch: string; readonly stage: string },
  known: { readonly deleted: number; readonly doubts: readonly string[] },
): PreviewTexts {
  // Where nothing is known of what it applied, the doubts say why.
  const what =
    known.deleted === 0 ? '' : `: ${counted(known.deleted, 'object')} that the preview is known to have applied`;
  const said = [`Flux deletes the namespace ${name} with all that is in it${what}.`];
  return texts(plainText(`Remove the preview of ${branch} beside ${stage}`, 200), said, known.doubts, undefined);
}

function texts(
  title: string,
  said: readonly string[],
  rows: readonly string[],
  trailer: string | undefined,
): PreviewTexts {
  const [line, row] = [(text: string) => plainText(text, 500), (text: string) => `- ${plainText(text, 500)}`];
  const message = [title, '', ...said.map(line), '', ...rows.map(row), ...(trailer ? ['', line(trailer)] : [])];
  const markdown = [
    ...said.map((one) => escapeMarkdown(line(one))),
    '',
    ...rows.map((one) => `- ${escapeMarkdown(line(one))}`),
  ];
  return {
    title,
    message: `${message.join('\n').trim()}\n`,
    body: (mostCharacters) =>
      `${markdown
        .join('\n')
        .trim()
        .slice(0, Math.max(mostCharacters - 1, 0))}\n`,
  };
}
