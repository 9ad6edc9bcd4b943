'use client';
import { apart } from '../../ui/apart.tsx';
import type { LineChartProps } from './LineChart.tsx';

export type { Line } from './LineChart.tsx';

/** A line chart whose library is fetched apart from the page. */
export const Lines = apart<LineChartProps>(
  () => import('./LineChart.tsx').then((module) => module.default),
  ({ height = 180, legend = true }) => <div style={{ height: height + (legend ? 26 : 0) }} />,
);

// Beside the curves, as soon as something that shows them was loaded, and not only when they are there.
if (typeof window !== 'undefined') Lines.preload();
