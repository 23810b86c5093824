/** This page's address with another fragment. */
export function addressOf(fragment: string): string {
  return new URL(fragment, location.href).href;
}

/** Loads the page again, at another fragment. */
export function reloadAt(fragment: string): void {
  history.replaceState(null, '', addressOf(fragment));
  location.reload();
}
