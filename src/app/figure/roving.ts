/** What Enter, Space, arrows, Home and End do on one of several drawn buttons in a row: open it, or go to another. */
export function onButtonKey(event: KeyboardEvent, row: Element | undefined, at: number, open: () => void): void {
  const buttons = [...(row?.querySelectorAll<SVGGElement>('[role="button"]') ?? [])];
  const last = buttons.length - 1;
  const moves: Record<string, number> = {
    ArrowRight: at + 1,
    ArrowDown: at + 1,
    ArrowLeft: at - 1,
    ArrowUp: at - 1,
    Home: 0,
    End: last,
  };
  const to = moves[event.key];
  if (to !== undefined) buttons[Math.min(last, Math.max(0, to))]?.focus();
  else if (event.key === 'Enter' || event.key === ' ') open();
  else return;
  event.preventDefault();
}
