/** A text of the page that a translation stands for, and how it read. */
interface StandIn {
  readonly by: Element;
  readonly words: string;
}

/**
 * Keeps live values going where the browser translates the page: translators put `<font>` elements in the place of text
 * nodes, which the page would go on changing unseen, and could not take away again. Each node is put back, empty, before
 * what stands for it. When the page changes it, the translation gives way, and the translator sees a new text; when the
 * page takes it away, so goes the translation.
 */
export function surviveTranslation(root: Node): void {
  const standIns = new WeakMap<Text, StandIn>();
  const textOf = new WeakMap<Element, Text>();

  /** The text shows itself again, where there is any left of it. */
  const end = (text: Text): void => {
    const standIn = standIns.get(text);
    if (standIn === undefined) return;
    standIns.delete(text);
    standIn.by.remove();
    if (text.data === '') text.data = standIn.words;
  };

  const begin = (text: Text, by: Element): void => {
    const words = text.data;
    by.before(text);
    if (by.textContent.trim() === '') by.remove();
    else {
      text.data = '';
      standIns.set(text, { by, words });
      textOf.set(by, text);
    }
  };

  const hearOfRemoved = (node: Node, { target, addedNodes, previousSibling, nextSibling }: MutationRecord): void => {
    if (isFont(node)) {
      const text = textOf.get(node);
      if (text !== undefined) end(text);
    } else if (node instanceof Text) {
      if (standIns.has(node)) end(node);
      else if (node.data.trim() !== '' && node.parentNode !== target) {
        const by = [...addedNodes, previousSibling, nextSibling].find(
          (one): one is Element => isFont(one) && one.parentNode === target && !textOf.has(one),
        );
        if (by !== undefined) begin(node, by);
      }
    }
  };

  const observer = new MutationObserver((records) => {
    for (const record of records) {
      const { target } = record;
      for (const node of record.removedNodes) hearOfRemoved(node, record);
      if (target instanceof Text) {
        // What the page wrote is left, even if that is nothing.
        standIns.get(target)?.by.remove();
        standIns.delete(target);
      }
    }
    // What was done here is no news.
    observer.takeRecords();
  });
  observer.observe(root, { childList: true, characterData: true, subtree: true });
}

function isFont(node: Node | null): node is Element {
  return node?.nodeName === 'FONT';
}
