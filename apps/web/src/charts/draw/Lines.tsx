'use client';
import dynamic from 'next/dynamic';
import type { LineChartProps } from './LineChart.tsx';

export type { Line } from './LineChart.tsx';

const LineChart = dynamic(() => import('./LineChart.tsx'), { ssr: false, loading: () => <div style={{ height: 206 }} /> });

/** A line chart whose library is fetched when the first one is shown. */
export function Lines(props: LineChartProps) {
  return <LineChart {...props} />;
}
