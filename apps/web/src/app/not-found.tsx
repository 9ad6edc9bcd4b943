import { Empty } from '../ui/Empty.tsx';

export default function NotFound() {
  return (
    <Empty title="Not here" action={<a href="/">Home</a>}>
      There is no page at this address.
    </Empty>
  );
}
