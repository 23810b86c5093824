/** What a drawing's looks are made of; the rest of its style is of the page. */
const drawnProperties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'letter-spacing',
  'text-anchor',
] as const;

const SVG = 'http://www.w3.org/2000/svg';

/**
 * A drawing of the page as an SVG file that needs nothing of the page: its looks are written out, it has a paper of its
 * own, and halos lie beneath their letters also for programs that draw strokes last. The page is looked at in the colours
 * of `scheme` for as long as that takes, which nobody sees.
 */
export function figureFile(drawing: SVGSVGElement, scheme: 'light' | 'dark'): string {
  const { dataset } = document.documentElement;
  const before = dataset['theme'];
  const still = new CSSStyleSheet();
  still.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important; }');
  document.adoptedStyleSheets.push(still);
  dataset['theme'] = scheme;
  try {
    const file = copied(drawing) as SVGSVGElement | null;
    return file === null ? '' : new XMLSerializer().serializeToString(onPaper(file, drawing.viewBox.baseVal));
  } finally {
    if (before === undefined) delete dataset['theme'];
    else dataset['theme'] = before;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== still);
  }
}

/** The element with its looks written out; null where it is not drawn. */
function copied(from: Element): Element | null {
  const style = getComputedStyle(from);
  if (style.display === 'none' || style.visibility === 'hidden') return null;
  const to = from.cloneNode(false) as Element;
  for (const { name } of [...to.attributes]) {
    if (/^(?:class|style|id|role|tabindex|on.*|aria-.*|data-.*)$/.test(name)) to.removeAttribute(name);
  }
  for (const property of drawnProperties) {
    const value = style.getPropertyValue(property);
    if (value !== '') to.setAttribute(property, value);
  }
  for (const child of from.childNodes) {
    if (child instanceof Element) to.append(...withHalo(copied(child)));
    else if (child.nodeType === Node.TEXT_NODE) to.append(child.cloneNode());
  }
  return to;
}

/** Letters with a stroke as two elements: their halo, and they on it. */
function withHalo(element: Element | null): Element[] {
  if (element === null) return [];
  if (!(element instanceof SVGTextElement) || (element.getAttribute('stroke') ?? 'none') === 'none') return [element];
  const halo = element.cloneNode(true) as Element;
  for (const one of [element, ...element.querySelectorAll('*')]) one.setAttribute('stroke', 'none');
  for (const one of [halo, ...halo.querySelectorAll('*')])
    one.setAttribute('fill', one.getAttribute('stroke') ?? 'none');
  halo.setAttribute('aria-hidden', 'true');
  return [halo, element];
}

function onPaper(file: SVGSVGElement, { x, y, width, height }: DOMRect): SVGSVGElement {
  const paper = document.createElementNS(SVG, 'rect');
  const place = { x, y, width: Math.ceil(width), height: Math.ceil(height) };
  for (const [name, value] of Object.entries(place)) paper.setAttribute(name, String(value));
  paper.setAttribute('fill', paperColour());
  file.prepend(paper);
  file.setAttribute('xmlns', SVG);
  file.setAttribute('width', String(Math.ceil(width)));
  file.setAttribute('height', String(Math.ceil(height)));
  return file;
}

function paperColour(): string {
  const probe = document.createElement('i');
  probe.style.color = 'var(--paper)';
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
