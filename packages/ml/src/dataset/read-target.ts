import { openNpy } from '../formats/npy.ts';
import type { ArrayData } from '../formats/dtype.ts';
import { DataError } from '../formats/data-error.ts';
import type { Target } from './batch-source.ts';
import type { Manifest } from './manifest.ts';

/** The labels of all samples; undefined when there are none. */
export function readTarget(manifest: Manifest, resolve: (fileName: string) => string): Target | undefined {
  const { label } = manifest;
  if (label === undefined) return undefined;
  const data = readWhole(resolve(label.file), label.file, manifest.samples);
  if (label.kind === 'regression' && data instanceof Float64Array)
    return { kind: 'regression', values: data, outputs: label.outputs.length };
  if (label.kind === 'multilabel' && data instanceof Uint8Array) return { kind: 'multilabel', labels: data, classes: label.classes };
  if ((label.kind === 'binary' || label.kind === 'multiclass') && data instanceof Int32Array)
    return { kind: label.kind, labels: data, classes: label.classes };
  throw new DataError(`${label.file}: expected ${label.kind} labels, found another type of array`, { file: label.file });
}

function readWhole(path: string, name: string, samples: number): ArrayData {
  const array = openNpy(path, name);
  try {
    if (array.rows !== samples) throw new DataError(`${name}: expected ${samples} rows, found ${array.rows}`, { file: name });
    return array.readRange(0, array.rows);
  } finally {
    array.close();
  }
}

/** The same target for some of the rows, in their order. */
export function selectTarget(target: Target, rows: Uint32Array): Target {
  if (target.kind === 'regression')
    return { ...target, values: selectRows(target.values, rows, target.outputs, new Float64Array(rows.length * target.outputs)) };
  if (target.kind === 'multilabel') {
    const columns = target.classes.length;
    return { ...target, labels: selectRows(target.labels, rows, columns, new Uint8Array(rows.length * columns)) };
  }
  return { ...target, labels: selectRows(target.labels, rows, 1, new Int32Array(rows.length)) };
}

function selectRows<Data extends Float64Array | Uint8Array | Int32Array>(data: Data, rows: Uint32Array, columns: number, into: Data): Data {
  rows.forEach((row, index) => {
    for (let column = 0; column < columns; column++) into[index * columns + column] = data[row * columns + column];
  });
  return into;
}
