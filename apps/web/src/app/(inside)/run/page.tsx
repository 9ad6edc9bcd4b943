import type { Metadata } from 'next';
import { RunPage } from '../../../features/run/RunPage.tsx';

export const metadata: Metadata = { title: 'Run' };

export default function Page() {
  return <RunPage />;
}
