import type { Metadata } from 'next';
import { AccountPage } from '../../../features/settings/AccountPage.tsx';

export const metadata: Metadata = { title: 'Account' };

export default function Page() {
  return <AccountPage />;
}
