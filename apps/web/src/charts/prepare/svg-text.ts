/** The few colours that a figure needs beside those of its data. */
export interface SvgInk {
  readonly ground: string;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
}

/** Text as it may stand between tags and in attributes. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A picture of its own, on its own ground, in CSS pixels. */
export function svgDocument(
  { width, height, ink }: { readonly width: number; readonly height: number; readonly ink: SvgInk },
  parts: readonly string[],
): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `font-family="Inter, system-ui, sans-serif" font-size="11" fill="${ink.muted}">` +
    `<rect width="${width}" height="${height}" fill="${ink.ground}"/>${parts.join('')}</svg>`
  );
}
