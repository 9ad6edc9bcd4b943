import type { Metadata } from 'next';
import { KeysPage } from '../../../features/settings/KeysPage.tsx';

export const metadata: Metadata = { title: 'Keys' };

export default function Page() {
  return <KeysPage />;
}
