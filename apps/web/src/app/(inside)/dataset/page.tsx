import type { Metadata } from 'next';
import { DatasetPage } from '../../../features/data/DatasetPage.tsx';

export const metadata: Metadata = { title: 'Dataset' };

export default function Page() {
  return <DatasetPage />;
}
