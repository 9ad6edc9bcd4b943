import { describe, expect, it } from 'vitest';
import { lineSvg } from '../../../../apps/web/src/charts/prepare/line-svg.ts';
import { tableSvg } from '../../../../apps/web/src/charts/prepare/table-svg.ts';

const ink = { ground: '#fff', text: '#000', muted: '#666', grid: '#eee' };
const draw = (options: Partial<Parameters<typeof lineSvg>[0]> = {}) =>
  lineSvg({
    title: 'Loss',
    lines: [{ label: 'loss', color: '#123456', x: [0, 1, 2, 3], y: [4, 3, 2, 1] }],
    xLabel: 'step',
    log: false,
    formatX: String,
    formatY: String,
    ink,
    ...options,
  });
const paths = (svg: string) => [...svg.matchAll(/<path d="([^"]*)"/g)].map(([, path]) => path!);

describe('a line chart as a picture', () => {
  it('goes through every point, from left to right and from top to bottom', () => {
    const points = paths(draw())[0]!
      .split(/[ML]/)
      .slice(1)
      .map((point) => point.split(' ').map(Number));
    expect(points).toHaveLength(4);
    expect(points.map(([x]) => x)).toEqual(points.map(([x]) => x).toSorted((a, b) => a! - b!));
    expect(points[0]![1]!).toBeLessThan(points[3]![1]!);
  });
  it('breaks where a value is no number, and on a logarithmic axis where it is not positive', () => {
    const lines = [{ label: 'a', color: '#000', x: [0, 1, 2, 3, 4], y: [1, Number.NaN, 10, -1, 100] }];
    expect(paths(draw({ lines }))[0]!.match(/M/g)).toHaveLength(2);
    expect(paths(draw({ lines, log: true }))[0]!.match(/M/g)).toHaveLength(3);
  });
  it('shows only the part that is zoomed to', () => {
    expect(paths(draw({ window: [1, 2] }))[0]!.match(/[ML]/g)).toHaveLength(2);
  });
  it('names every line but the faint ones, and lets no name become a tag', () => {
    const svg = draw({
      lines: [
        { label: '<b>&', color: '#000', x: [0, 1], y: [0, 1] },
        { label: 'behind', color: '#000', x: [0, 1], y: [0, 1], faint: true },
      ],
    });
    expect(svg).toContain('&lt;b&gt;&amp;</text>');
    expect(svg).not.toContain('<b>');
    expect(svg).not.toContain('behind');
  });
  it('draws the interval of a line as an area', () => {
    const svg = draw({ lines: [{ label: 'a', color: '#000', x: [0, 1], y: [1, 2], band: { low: [0, 1], high: [2, 3] } }] });
    expect(paths(svg)[0]!.endsWith('Z')).toBe(true);
  });
  it('stands empty when there is nothing to draw', () => {
    expect(draw({ lines: [] })).not.toContain('NaN');
    expect(draw({ lines: [{ label: 'a', color: '#000', x: [0], y: [Number.NaN] }] })).not.toContain('NaN');
  });
});

describe('a table as a picture', () => {
  it('has every cell, shaded as dark as it is told', () => {
    const svg = tableSvg({
      title: 'Confusion',
      columns: ['truth', 'a', 'b'],
      rows: [
        ['a', 9, 1],
        ['b', 0, 5],
      ],
      shade: (row, column) => (row === column ? 0.9 : 0),
      accent: '#00f',
      ink,
    });
    expect([...svg.matchAll(/opacity="0.9"/g)]).toHaveLength(2);
    for (const cell of ['truth', '9', '1', '0', '5']) expect(svg).toContain(`>${cell}</text>`);
  });
});
