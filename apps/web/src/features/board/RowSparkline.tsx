import { useQuery } from 'urql';
import { Sparkline } from '../../charts/draw/Sparkline.tsx';
import { sparklineKey } from '../../charts/prepare/sparkline.ts';
import { BoardCurvesDocument } from '../../generated/board.ts';
import type { Row } from './columns.ts';

/** The one curve that tells most, asked for only while the row is in sight. */
export function RowSparkline({ row }: { row: Row }) {
  const key = sparklineKey(row.metricKeys);
  const [{ data }] = useQuery({
    query: BoardCurvesDocument,
    variables: { id: row.id, keys: key ? [key] : [], pixels: 48 },
    pause: !key,
    requestPolicy: row.status === 'FINISHED' ? 'cache-first' : 'cache-and-network',
  });
  const curve = data?.run?.curves[0];
  return curve ? <Sparkline curve={curve} number={row.number} label={`${key} of run ${row.number}`} /> : null;
}
