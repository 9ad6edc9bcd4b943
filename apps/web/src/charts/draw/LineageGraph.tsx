'use client';
import Link from 'next/link';
import { type ReactNode, useEffect, useRef } from 'react';
import { box, type Lineage, type PlacedNode } from '../prepare/lineage.ts';
import styles from './LineageGraph.module.css';
import { RunDot } from './RunDot.tsx';

/** Boxes and the lines between them; every box leads to what it names. */
export function LineageGraph({ lineage, label }: { lineage: Lineage; label: string }) {
  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Where there is no room for all, what the page is about stands in the middle.
    const here = lineage.nodes.find((node) => node.here);
    if (here && scroll.current) scroll.current.scrollLeft = here.x - (scroll.current.clientWidth - box.width) / 2;
  }, [lineage]);
  return (
    <div ref={scroll} className={styles.scroll} tabIndex={0} role="group" aria-label={label}>
      <div className={styles.graph} style={{ width: lineage.width, height: lineage.height }}>
        <svg width={lineage.width} height={lineage.height} role="img" aria-label={wordsOf(lineage)}>
          {lineage.lines.map(({ from, to, path }) => (
            <path key={`${from} ${to}`} d={path} />
          ))}
        </svg>
        {lineage.nodes.map((node) => (
          <Box key={node.id} node={node}>
            <span className="muted">
              {node.kind}
              {node.note && ` · ${node.note}`}
            </span>
            <span className={styles.name}>
              {node.run !== undefined && <RunDot number={node.run} />}
              <span title={node.name}>{node.name}</span>
            </span>
          </Box>
        ))}
      </div>
    </div>
  );
}

function Box({ node, children }: { node: PlacedNode; children: ReactNode }) {
  const style = { left: node.x, top: node.y, width: box.width, height: box.height };
  return node.href && !node.here ? (
    <Link href={node.href} prefetch={false} className={styles.node} style={style}>
      {children}
    </Link>
  ) : (
    <div className={styles.node} style={style} data-here={node.here || undefined} aria-current={node.here ? 'page' : undefined}>
      {children}
    </div>
  );
}

function wordsOf({ nodes, lines }: Lineage): string {
  const name = new Map(nodes.map((node) => [node.id, `${node.kind} ${node.name}`]));
  return lines.map(({ from, to }) => `${name.get(to)} from ${name.get(from)}`).join('; ') || 'Nothing is connected';
}
