const notice = '\n\n_Cut here: the forge takes no longer text._\n';

/**
 * A body of at most `limit` UTF-16 units. A longer one is cut between two lines, and what is open there is closed: the
 * fence of a code block and `<details>`; then it says that it was cut.
 */
export function cutBody(body: string, limit: number): string {
  if (body.length <= limit) return body;
  // Closing costs a fence and one end tag for each open element; the longest is found by trying.
  for (let room = limit - notice.length; room > 0;) {
    const end = body.lastIndexOf('\n', room);
    const start = body.slice(0, end < 0 ? room : end).replace(/[\ud800-\udbff]$/, '');
    const whole = `${start}${closing(start)}${notice}`;
    if (whole.length <= limit) return whole;
    room = Math.min(start.length - 1, room - (whole.length - limit));
  }
  return body.slice(0, Math.max(0, limit)).replace(/[\ud800-\udbff]$/, '');
}

/** What ends the code block and the elements that are open at the end of `text`. */
function closing(text: string): string {
  let fence: string | undefined;
  let details = 0;
  for (const line of text.split('\n')) {
    const [, mark, info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence !== undefined) {
      // The end of a block has at least as many of the same characters, and nothing after them (CommonMark 4.5).
      if (mark?.startsWith(fence) === true && info.trim() === '') fence = undefined;
    } else if (mark !== undefined) fence = mark;
    else details += (line.match(/<details\b/gi)?.length ?? 0) - (line.match(/<\/details>/gi)?.length ?? 0);
  }
  return `${fence === undefined ? '' : `\n${fence}`}${'\n\n</details>'.repeat(Math.max(0, details))}`;
}
