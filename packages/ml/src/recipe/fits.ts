/** Whether a trained model can be asked about another dataset: same kind of works, same things to say. Plain data in and out; loads no TensorFlow. */
import type { LabelManifest, Manifest, ViewManifest } from '../dataset/manifest.ts';
import type { Target } from '../dataset/batch-source.ts';
import { DataError } from '../formats/data-error.ts';
import { formAfter } from './form-after.ts';
import type { Recipe } from './recipe.ts';

/** What a model was trained on. */
export interface Origin {
  readonly view: ViewManifest;
  readonly label: LabelManifest;
}

/**
 * The view of another dataset that a model trained on `origin` can be asked about: the one that is named, else the one of the same name, else
 * the only one of the same modality.
 *
 * Throws a `DataError` that names what the model expects and what was found: modality, shape, features, columns, vocabulary, classes or outputs.
 */
export function viewThatFits(origin: Origin, recipe: Recipe, found: Pick<Manifest, 'views' | 'label'>, named?: string): ViewManifest {
  requireSameAnswers(origin.label, found.label);
  const view = chooseView(origin.view, found.views, named);
  requireSameInput(origin.view, view, recipe);
  return view;
}

function chooseView(origin: ViewManifest, views: readonly ViewManifest[], named: string | undefined): ViewManifest {
  const all = views.map(described).join('; ');
  const of = (name: string): ViewManifest | undefined => views.find((view) => view.name === name);
  if (named !== undefined && of(named) === undefined)
    throw new DataError(`expected a view of the dataset (${all}), found ${JSON.stringify(named)}`);
  const alike = views.filter(({ modality }) => modality === origin.modality);
  const chosen =
    named === undefined ? (alike.find(({ name }) => name === origin.name) ?? (alike.length === 1 ? alike[0] : undefined)) : of(named);
  if (chosen === undefined && alike.length > 1)
    throw new DataError(
      `expected the name of one of ${alike.length} views of ${origin.modality} (${alike.map(described).join('; ')}), found none`,
    );
  if (chosen === undefined || chosen.modality !== origin.modality)
    throw new DataError(
      `expected a view of ${origin.modality} as the model was trained on (${described(origin)}), found ${chosen === undefined ? all : described(chosen)}`,
    );
  return chosen;
}

function requireSameInput(origin: ViewManifest, found: ViewManifest, recipe: Recipe): void {
  const [one, other] = [formAfter(origin, recipe), formAfter(found, recipe)];
  const same = (what: string, expected: string | undefined, got: string | undefined): void => {
    if (expected !== undefined && got !== undefined && expected !== got)
      throw new DataError(`expected ${what} ${expected} in the view ${found.name}, as the model was trained on, found ${got}`);
  };
  same('works of the shape', shapeOf(one.shape), shapeOf(other.shape));
  same('the features', origin.features?.join(', '), found.features?.join(', '));
  same('the columns', origin.columns?.map(({ name }) => name).join(', '), found.columns?.map(({ name }) => name).join(', '));
  origin.columns?.forEach(({ name, categories }, index) =>
    same(`the categories of ${name}`, categories?.join(', '), found.columns?.[index]?.categories?.join(', ')),
  );
  // A larger vocabulary has words that the model has no row for; a smaller one only lacks some.
  if (one.vocabulary !== undefined && other.vocabulary !== undefined && other.vocabulary > one.vocabulary)
    throw new DataError(
      `expected at most ${one.vocabulary} words in the view ${found.name}, as the model was trained on, found ${other.vocabulary}`,
    );
  const odd = found.vocabulary?.findIndex((word, index) => origin.vocabulary !== undefined && origin.vocabulary[index] !== word) ?? -1;
  if (odd >= 0)
    throw new DataError(
      `expected word ${odd} of the view ${found.name} to be ${JSON.stringify(origin.vocabulary?.[odd] ?? null)}, as the model was trained on, found ${JSON.stringify(found.vocabulary?.[odd])}`,
    );
}

/** Classes may be fewer and in another order: their names count. */
function requireSameAnswers(origin: LabelManifest, found: LabelManifest | undefined): void {
  const expected = answersOf(origin);
  if (found === undefined) throw new DataError(`expected samples labelled with ${expected}, found a dataset without labels`);
  const kinds = (label: LabelManifest): string => (label.kind === 'binary' ? 'multiclass' : label.kind);
  const known = new Set(namesOf(origin));
  const names = namesOf(found);
  const isSubset = names.every((name) => known.has(name));
  const mayBeFewer = kinds(origin) === 'multiclass';
  if (kinds(origin) !== kinds(found) || !isSubset || (!mayBeFewer && names.length !== known.size))
    throw new DataError(`expected samples labelled with ${expected}, as the model was trained on, found ${answersOf(found)}`);
}

/** A target in the order in which the model knows classes or outputs. */
export function inOrderOf(origin: LabelManifest, found: LabelManifest, target: Target): Target {
  const from = namesOf(found);
  const wanted = namesOf(origin);
  if (target.kind === 'regression')
    return { ...target, values: reordered(target.values, new Float64Array(target.values.length), from, wanted) };
  if (target.kind === 'multilabel')
    return { ...target, classes: wanted, labels: reordered(target.labels, new Uint8Array(target.labels.length), from, wanted) };
  const codes = from.map((name) => wanted.indexOf(name));
  const kind = wanted.length === 2 ? 'binary' : 'multiclass';
  return { kind, classes: wanted, labels: target.labels.map((code) => (code < 0 ? code : codes[code])) };
}

function reordered<Values extends Float64Array | Uint8Array>(
  values: Values,
  into: Values,
  from: readonly string[],
  wanted: readonly string[],
): Values {
  const columns = wanted.map((name) => from.indexOf(name));
  for (let at = 0; at < values.length; at++) into[at] = values[at - (at % wanted.length) + columns[at % wanted.length]];
  return into;
}

function namesOf(label: LabelManifest): readonly string[] {
  return label.kind === 'regression' ? label.outputs : label.classes;
}

function answersOf(label: LabelManifest): string {
  const names = namesOf(label);
  const shown = `${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}`;
  if (label.kind === 'regression') return `${names.length === 1 ? 'the number' : `${names.length} numbers`} ${shown}`;
  return label.kind === 'multilabel' ? `any of the labels ${shown}` : `one of the classes ${shown}`;
}

function described({ name, modality, shape }: ViewManifest): string {
  return `${name}: ${modality}${shape.length === 0 ? '' : ` ${shapeOf(shape)}`}`;
}

function shapeOf(shape: readonly number[]): string {
  return shape.join(' × ');
}
