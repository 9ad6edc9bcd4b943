// The works of a version as a table: what they are called and what is known of them, not the works themselves.
import { csvLine } from '../../csv.ts';
import { chooseRows, type RowChoice } from './choose-rows.ts';
import { labelOf } from './label.ts';
import { type Reader, withVersion } from './versions.ts';

/** The works that pass a filter, a line for each, by row. */
export function exportWorks(context: Reader, versionId: string, choice: Omit<RowChoice, 'rows'>): Promise<string[]> {
  return withVersion(context, versionId, (dataset) => {
    const columns = dataset.manifest.metadata.map(({ name }) => ({ name, values: dataset.metadata(name) }));
    const head = csvLine(['row', 'id', 'label', ...columns.map(({ name }) => name)]);
    const lines = chooseRows(dataset, choice).map((row) =>
      csvLine([row, dataset.ids[row], labelOf(dataset, row), ...columns.map(({ values }) => values[row])]),
    );
    return [head, ...lines];
  });
}
