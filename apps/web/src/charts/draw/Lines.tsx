'use client';
import { useEffect, useState } from 'react';
import type { LineChartProps } from './LineChart.tsx';

export type { Line } from './LineChart.tsx';

type Chart = typeof import('./LineChart.tsx').default;

// The library comes beside the curves, as soon as something that shows them was loaded. React's own way of waiting (`lazy`) would
// ask for it when the curves are there, and then keep its place empty for a third of a second at least.
const coming: Promise<Chart> | undefined = typeof window === 'undefined' ? undefined : import('./LineChart.tsx').then((it) => it.default);
let come: Chart | undefined;
coming?.then(
  (chart) => {
    come = chart;
  },
  () => {},
);

/** A line chart whose library is fetched apart from the page. */
export function Lines(props: LineChartProps) {
  const [Drawn, setDrawn] = useState(() => come);
  const [problem, setProblem] = useState<Error>();
  useEffect(() => {
    if (!Drawn) coming?.then((chart) => setDrawn(() => chart), setProblem);
  }, [Drawn]);
  if (problem) throw problem;
  return Drawn ? <Drawn {...props} /> : <div style={{ height: (props.height ?? 180) + (props.legend === false ? 0 : 26) }} />;
}
