import { Slider } from '@mantine/core';
import { withWeight } from '../../charts/prepare/weights.ts';
import styles from './Weights.module.css';
import { WeightInput } from './WeightInput.tsx';

interface WeightsProps {
  names: readonly string[];
  /** What each is called at length. */
  titles: readonly string[];
  colors: readonly string[];
  weights: readonly number[];
  onChange: (weights: readonly number[]) => void;
}

/** Two members share one slider; of more, each has its own, and the others give way in proportion. Weights can be typed, too. */
export function Weights({ names, titles, colors, weights, onChange }: WeightsProps) {
  const input = (index: number) => (
    <WeightInput
      label={`Weight of ${names[index]}, typed`}
      weight={weights[index] ?? 0}
      onChange={(weight) => onChange(withWeight(weights, index, weight))}
    />
  );
  const dot = (index: number) => <span className={styles.dot} style={{ background: colors[index] }} />;
  if (names.length === 2) {
    const [first = 0.5] = weights;
    return (
      <div>
        <div className={styles.ends}>
          <span title={titles[0]}>
            {dot(0)} {names[0]} {input(0)}
          </span>
          <span title={titles[1]}>
            {names[1]} {input(1)} {dot(1)}
          </span>
        </div>
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
        <div key={name} className={styles.slider} style={{ '--own': colors[index] } as React.CSSProperties}>
          <span title={titles[index]} className={styles.name}>
            {dot(index)} {name}
          </span>
          <Slider
            classNames={{ thumb: styles.smallThumb, bar: styles.ownBar }}
            thumbLabel={`Weight of ${name}`}
            min={0}
            max={1}
            step={0.01}
            label={null}
            size="sm"
            value={Number((weights[index] ?? 0).toFixed(4))}
            onChange={(value) => onChange(withWeight(weights, index, value))}
          />
          {input(index)}
        </div>
      ))}
    </div>
  );
}
