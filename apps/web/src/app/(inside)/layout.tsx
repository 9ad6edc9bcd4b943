import type { ReactNode } from 'react';
import { Shell } from '../../features/navigation/Shell.tsx';

export default function InsideLayout({ children }: { children: ReactNode }) {
  return <Shell>{children}</Shell>;
}
