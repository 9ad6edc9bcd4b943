import Link from 'next/link';
import { links } from '../../lib/links.ts';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';

/** A page that only those who look after the team may open: says so, and who that is. */
export function ForAdmins({ title, what }: { title: string; what: string }) {
  const { ref } = useProjectRef();
  return (
    <Page title={title}>
      <Empty
        title="For owners and admins"
        action={
          <Link href={links.members(ref)} prefetch={false}>
            Who that is
          </Link>
        }
      >
        {what} by the owners and admins of the team: ask one of them.
      </Empty>
    </Page>
  );
}
