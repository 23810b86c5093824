/** Why something that is fetched when it is first asked for did not come. */
export const unloaded = 'This part of the page could not be loaded. Reload the page once its address answers again.';
