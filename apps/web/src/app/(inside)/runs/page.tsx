import type { Metadata } from 'next';
import { BoardPage } from '../../../features/board/BoardPage.tsx';

export const metadata: Metadata = { title: 'Runs' };

export default function Page() {
  return <BoardPage />;
}
