/**
 * An address without the user name and password that it may hold, for messages, logs and dialogs: `https://***@host/`.
 * Without either it stays as it is. What is no address is cut from its start to its last `@`, the scheme apart.
 */
export function redactUrl(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.host === '') return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1***@');
  if (url.username === '' && url.password === '') return address;
  url.username = '***';
  url.password = '';
  return url.href;
}
