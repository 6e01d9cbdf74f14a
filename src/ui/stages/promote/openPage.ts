import * as vscode from 'vscode';

/** Opens a page in the browser. Only pages: an address from elsewhere must start no program. */
export async function openPage(page: string): Promise<void> {
  if (/^https?:\/\//.test(page)) await vscode.env.openExternal(vscode.Uri.parse(page, true));
}
