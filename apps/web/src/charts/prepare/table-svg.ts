// A table as a picture, for figures that are tables.
import { escapeXml, type SvgInk, svgDocument } from './svg-text.ts';

export interface TableSvgOptions {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** How much of the accent a cell has, from 0 to 1, little enough to be read on; none when left out. */
  readonly shade?: (row: number, column: number) => number;
  readonly accent: string;
  readonly ink: SvgInk;
}

const rowHeight = 24;
const top = 34;
const mostRows = 200;

/** The first column is words, at the left; the others are numbers, at the right. At most 200 rows. */
export function tableSvg({ title, columns, rows, shade, accent, ink }: TableSvgOptions): string {
  const shown = rows.slice(0, mostRows);
  const widths = columns.map((column, index) =>
    Math.min(280, 24 + 6.6 * Math.max(column.length, ...shown.map((row) => textOf(row[index]).length))),
  );
  const starts = widths.map((_, index) => 12 + widths.slice(0, index).reduce((sum, width) => sum + width, 0));
  const width = Math.max(
    240,
    widths.reduce((sum, each) => sum + each, 24),
  );
  const cell = (text: string, column: number, row: number, color: string) => {
    const atEnd = column > 0;
    const x = starts[column]! + (atEnd ? widths[column]! - 10 : 4);
    return `<text x="${x}" y="${top + row * rowHeight + 16}"${atEnd ? ' text-anchor="end"' : ''} fill="${color}">${escapeXml(text)}</text>`;
  };
  return svgDocument({ width, height: top + (shown.length + 1) * rowHeight + 12, ink }, [
    `<text x="16" y="20" font-size="13" font-weight="600" fill="${ink.text}">${escapeXml(title)}</text>`,
    ...columns.map((column, index) => cell(column, index, 0, ink.muted)),
    ...shown.flatMap((row, rowIndex) =>
      columns.flatMap((_, column) => {
        const share = column === 0 ? 0 : (shade?.(rowIndex, column - 1) ?? 0);
        const y = top + (rowIndex + 1) * rowHeight;
        return [
          ...(share > 0
            ? [
                `<rect x="${starts[column]! + 1}" y="${y + 1}" width="${widths[column]! - 2}" height="${rowHeight - 2}" rx="3" fill="${accent}" opacity="${Math.round(share * 100) / 100}"/>`,
              ]
            : []),
          cell(textOf(row[column]), column, rowIndex + 1, ink.text),
        ];
      }),
    ),
  ]);
}

function textOf(value: string | number | undefined): string {
  if (typeof value !== 'number') return value ?? '';
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
}
