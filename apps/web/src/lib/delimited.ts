/** Rows of comma- or tab-separated text (RFC 4180): quotes may hold separators and line breaks. Reads at most `most` rows. */
export function parseDelimited(text: string, separator: ',' | '\t', most = Number.POSITIVE_INFINITY): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    row.push(cell);
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };
  for (let index = text.startsWith('\uFEFF') ? 1 : 0; index < text.length && rows.length < most; index += 1) {
    const sign = text[index]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator) endCell();
    else if (sign === '\n') endRow();
    else if (sign !== '\r') cell += sign;
  }
  if (rows.length < most && (cell !== '' || row.length > 0)) endRow();
  return rows;
}
