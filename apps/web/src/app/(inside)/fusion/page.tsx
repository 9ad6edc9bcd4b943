import type { Metadata } from 'next';
import { FusionPage } from '../../../features/fusion/FusionPage.tsx';

export const metadata: Metadata = { title: 'Fusion' };

export default function Page() {
  return <FusionPage />;
}
