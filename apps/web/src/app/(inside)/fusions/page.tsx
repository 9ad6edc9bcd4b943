import type { Metadata } from 'next';
import { FusionsPage } from '../../../features/fusion/FusionsPage.tsx';

export const metadata: Metadata = { title: 'Fusions' };

export default function Page() {
  return <FusionsPage />;
}
