import type { Metadata } from 'next';
import { AppearancePage } from '../../../features/settings/AppearancePage.tsx';

export const metadata: Metadata = { title: 'Appearance' };

export default function Page() {
  return <AppearancePage />;
}
