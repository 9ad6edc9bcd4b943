import type { Metadata } from 'next';
import { DataPage } from '../../../features/data/DataPage.tsx';

export const metadata: Metadata = { title: 'Data' };

export default function Page() {
  return <DataPage />;
}
