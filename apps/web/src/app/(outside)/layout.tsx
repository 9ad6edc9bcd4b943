import { type ReactNode, Suspense } from 'react';

export default function OutsideLayout({ children }: { children: ReactNode }) {
  return <Suspense>{children}</Suspense>;
}
