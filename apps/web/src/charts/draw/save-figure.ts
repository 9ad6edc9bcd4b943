// Pictures and files of a figure, made in the browser. Fetched when somebody wants one.
import type { SvgInk } from '../prepare/svg-text.ts';
import { tableSvg } from '../prepare/table-svg.ts';
import type { FigureTable } from '../prepare/csv.ts';
import type { DrawPicture } from './figure-picture.ts';

/** What decides how a drawn element looks, and is not seen outside the page unless it is written down. */
const carried = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'stroke-linejoin',
  'stroke-linecap',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor',
  'display',
  'visibility',
] as const;

export interface Pictured {
  readonly title: string;
  readonly element: HTMLElement;
  readonly draw: DrawPicture | undefined;
  readonly table: () => FigureTable;
}

/** The figure as a whole SVG document, in the colours of the theme that is shown. */
export function svgOf({ title, element, draw, table }: Pictured): string {
  const ink = inkOf(element);
  if (draw) return draw(ink, title);
  const drawn = largest([...element.querySelectorAll<SVGSVGElement>('svg[role="img"], svg[role="slider"], [role="img"] svg')]);
  return drawn ? standalone(drawn, ink) : tableSvg({ title, ...table(), ink, accent: ink.accent });
}

/** The same as PNG, at twice the size on the page, so that it is sharp in print. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser could not make a picture of this size.')))),
    );
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

/** `ROC of run 3` → `roc-of-run-3.svg`. */
export function fileNameOf(title: string, ending: string): string {
  const name = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${name || 'figure'}.${ending}`;
}

function inkOf(element: HTMLElement): SvgInk & { accent: string } {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return { ground: of('--panel'), text: of('--ink'), muted: of('--muted'), grid: of('--line'), accent: of('--accent') };
}

function standalone(drawn: SVGSVGElement, ink: SvgInk): string {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const originals = [drawn, ...drawn.querySelectorAll<SVGElement>('*')];
  for (const [index, element] of [copy, ...copy.querySelectorAll<SVGElement>('*')].entries()) {
    const style = getComputedStyle(originals[index]!);
    for (const name of carried) {
      const value = style.getPropertyValue(name);
      if (value) element.style.setProperty(name, value);
    }
    element.removeAttribute('class');
  }
  const { width, height } = drawn.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(Math.round(width)));
  copy.setAttribute('height', String(Math.round(height)));
  copy.style.setProperty('background', ink.ground);
  copy.style.setProperty('font-family', 'Inter, system-ui, sans-serif');
  return new XMLSerializer().serializeToString(copy);
}

function largest(drawn: readonly SVGSVGElement[]): SVGSVGElement | undefined {
  const area = (element: SVGSVGElement) => element.getBoundingClientRect().width * element.getBoundingClientRect().height;
  return drawn.toSorted((a, b) => area(b) - area(a))[0];
}
