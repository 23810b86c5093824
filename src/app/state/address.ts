/** This page's address with another fragment. */
export function addressOf(fragment: string): string {
  return new URL(fragment, location.href).href;
}

/** Loads the page again, at another fragment. */
export function reloadAt(fragment: string): void {
  history.replaceState(null, '', addressOf(fragment));
  location.reload();
}

/** Has the address bar show a fragment; null keeps what stands there. */
export function showAddress(fragment: string | null): void {
  if (fragment !== null && fragment !== location.hash) history.replaceState(history.state, '', addressOf(fragment));
}
