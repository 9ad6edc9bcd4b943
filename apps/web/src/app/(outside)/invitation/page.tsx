import type { Metadata } from 'next';
import { InvitationPage } from '../../../features/sign-in/InvitationPage.tsx';

export const metadata: Metadata = { title: 'Invitation' };

export default function Page() {
  return <InvitationPage />;
}
