import { Slider } from '@mantine/core';
import styles from './Fusion.module.css';
import { withWeight } from './line-through.ts';

interface WeightsProps {
  names: readonly string[];
  colors: readonly string[];
  weights: readonly number[];
  onChange: (weights: readonly number[]) => void;
}

/** Two members share one slider; of more, each has its own, and the others give way in proportion. */
export function Weights({ names, colors, weights, onChange }: WeightsProps) {
  if (names.length === 2) {
    const [first = 0.5] = weights;
    return (
      <div>
        <p className={styles.ends}>
          <span>
            <span className={styles.dot} style={{ background: colors[0] }} /> {names[0]} <b>{first.toFixed(2)}</b>
          </span>
          <span>
            {names[1]} <b>{(1 - first).toFixed(2)}</b> <span className={styles.dot} style={{ background: colors[1] }} />
          </span>
        </p>
        <Slider
          classNames={{ track: styles.track, thumb: styles.thumb, bar: styles.barless }}
          style={{ '--from': colors[0], '--to': colors[1] } as React.CSSProperties}
          thumbLabel={`Weight of ${names[1]}`}
          min={0}
          max={1}
          step={0.01}
          label={null}
          value={Number((1 - first).toFixed(4))}
          onChange={(value) => onChange([1 - value, value])}
        />
      </div>
    );
  }
  return (
    <div className={styles.sliders}>
      {names.map((name, index) => (
        <div key={name} className={styles.slider}>
          <span>
            <span className={styles.dot} style={{ background: colors[index] }} /> {name}
          </span>
          <Slider
            thumbLabel={`Weight of ${name}`}
            min={0}
            max={1}
            step={0.01}
            label={null}
            size="sm"
            value={Number((weights[index] ?? 0).toFixed(4))}
            onChange={(value) => onChange(withWeight(weights, index, value))}
          />
          <b>{(weights[index] ?? 0).toFixed(2)}</b>
        </div>
      ))}
    </div>
  );
}
