'use client';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import { type Line, Lines } from '../../charts/draw/Lines.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { pointsOf } from '../../charts/prepare/curves.ts';
import { metricName, metricText, tickText } from '../../charts/prepare/metric-words.ts';
import { runColor, runDash } from '../../charts/prepare/run-colors.ts';
import { BoardBandsDocument, BoardCurvesDocument } from '../../generated/board.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { plural } from '../../lib/format.ts';
import { unpackF64s } from '../../lib/packed.ts';
import { problemOf } from '../../lib/problem.ts';
import type { BoardState } from './board-state.ts';
import { FigureProblem } from './FigureProblem.tsx';
import { groupLabels } from './group-labels.ts';
import type { BoardItems } from './items.ts';
import { groupsQuestion } from './orders.ts';
import type { Row } from './row.ts';

interface BoardCurvesProps {
  project: ProjectRef;
  items: BoardItems;
  /** Columns of which groups have a mean. */
  measures: readonly string[];
  state: BoardState;
  primaryMetric: string;
}

const most = 10;
const pixels = 400;

/** Curves of the ticked runs, or of the first ten; of groups the mean with its interval. */
export function BoardCurves({ project, items, measures, state, primaryMetric }: BoardCurvesProps) {
  const keys = useMemo(
    () => ({ quality: [`val_${primaryMetric}`, primaryMetric, 'val_accuracy', 'accuracy'], loss: ['val_loss', 'loss'] }),
    [primaryMetric],
  );
  return items.isGrouped ? (
    <GroupCurves project={project} state={state} measures={measures} keys={keys} />
  ) : (
    <RunCurves items={items} keys={keys} selected={state.selected} />
  );
}

type Keys = Readonly<Record<'quality' | 'loss', readonly string[]>>;

function RunCurves({ items, keys, selected }: { items: BoardItems; keys: Keys; selected: readonly string[] }) {
  const scheme = useScheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says that rows have changed
  const rows = useMemo(() => {
    const loaded = items.loaded();
    const ticked = new Set(selected);
    return selected.length > 0 ? loaded.filter((row) => ticked.has(row.id)).slice(0, 50) : loaded.slice(0, most);
  }, [items.version, selected]);
  const ids = rows.map((row) => row.id).join();
  const variables = useMemo(
    () => ({ runs: ids.split(','), keys: [...keys.quality, ...keys.loss], firstKeyOnly: false, pixels }),
    [ids, keys],
  );
  const [{ data, error }, retry] = useQuery({ query: BoardCurvesDocument, variables, pause: rows.length === 0 });
  if (error && !data)
    return <FigureProblem title="Curves" problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  return (['quality', 'loss'] as const).map((kind) => {
    const key = keys[kind].find((each) => data?.curves.some((curve) => curve.key === each));
    if (!key) return null;
    const numbers = rows.map((row) => row.number);
    const lines = rows.flatMap<Line>((row) => {
      const curve = data?.curves.find((each) => each.run === row.id && each.key === key);
      return curve
        ? [{ label: labelOf(row), color: runColor(row.number, scheme), dash: runDash(row.number, numbers), ...pointsOf(curve, 'step') }]
        : [];
    });
    return (
      <CurvePanel
        key={kind}
        metric={key}
        lines={lines}
        note={plural(lines.length, 'run')}
        query={{ document: BoardCurvesDocument, variables }}
      />
    );
  });
}

function GroupCurves({ project, state, measures, keys }: Pick<BoardCurvesProps, 'project' | 'state' | 'measures'> & { keys: Keys }) {
  const scheme = useScheme();
  const { filter, sort, groupBy } = state;
  const variables = useMemo(
    () => ({
      team: project.team,
      slug: project.slug,
      ...groupsQuestion({ filter, sort, groupBy }, measures),
      first: most,
      keys: [...keys.quality, ...keys.loss],
      pixels,
    }),
    [project, filter, sort, groupBy, measures, keys],
  );
  const [{ data, error }, retry] = useQuery({ query: BoardBandsDocument, variables });
  const problem = error && !data ? problemOf(error) : undefined;
  // What is wrong with the filter is said beside it.
  if (problem && problem.code !== 'INVALID_INPUT')
    return <FigureProblem title="Curves" problem={problem} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  const groups = data?.project?.runGroups.nodes ?? [];
  const labels = groupLabels(groups);
  return (['quality', 'loss'] as const).map((kind) => {
    const key = keys[kind].find((each) => groups.some((group) => group.bands.some((band) => band.key === each)));
    if (!key) return null;
    const lines = groups.flatMap<Line>((group, index) => {
      const band = group.bands.find((each) => each.key === key);
      if (!band) return [];
      const edges = { low: unpackF64s(band.low), high: unpackF64s(band.high) };
      return [{ label: labels[index]!, color: runColor(index + 1, scheme), x: unpackF64s(band.xs), y: unpackF64s(band.mean), band: edges }];
    });
    const note = `mean of ${plural(lines.length, 'group')}, 95 % interval`;
    return <CurvePanel key={kind} metric={key} lines={lines} note={note} query={{ document: BoardBandsDocument, variables }} />;
  });
}

function CurvePanel({ metric, lines, note, query }: { metric: string; lines: readonly Line[]; note: string; query: FigureQuery }) {
  return (
    <Figure
      title={metricName(metric)}
      note={note}
      query={query}
      table={() => ({
        columns: ['run', 'step', metricName(metric)],
        rows: lines.flatMap((line) => Array.from(line.x, (x, index) => [line.label, x, line.y[index]!] as const)),
      })}
    >
      <Lines
        lines={lines}
        label={metricName(metric)}
        height={178}
        legend={false}
        formatY={(value) => metricText(metric, value)}
        formatTick={(value) => tickText(metric, value)}
        syncKey="board"
      />
    </Figure>
  );
}

function labelOf(row: Row): string {
  return `#${row.number} ${row.name}`;
}
