import type { Thumbnail } from './thumbnail.ts';

/** Light on dark, as a screen shows it. */
const INK = 255;
const SIDE = 96;
const ROLL_WIDTH = 128;
const ROLL_HEIGHT = 48;
const MARGIN = 4;

/** A piano roll: time to the right, pitch upwards, a note brighter where it begins. Pitch is feature 0, duration feature 1. */
export function drawNotes(values: ArrayLike<number>, steps: number, features: number): Thumbnail {
  const notes = Array.from({ length: steps }, (_, step) => ({
    pitch: values[step * features],
    duration: Math.max(0, values[step * features + 1] || 0),
  }));
  const sounding = notes.filter(({ pitch }) => pitch > 0);
  const pixels = new Uint8Array(ROLL_WIDTH * ROLL_HEIGHT);
  const total = notes.reduce((sum, { duration }) => sum + duration, 0);
  const [low, high] = sounding.reduce(([least, most], { pitch }) => [Math.min(least, pitch), Math.max(most, pitch)], [127, 0]);
  let onset = 0;
  for (const { pitch, duration } of notes) {
    const [from, to] = [onset, onset + duration].map((time) => Math.floor((time / total) * ROLL_WIDTH));
    onset += duration;
    if (!(pitch > 0) || total === 0) continue;
    const row = Math.round((ROLL_HEIGHT - 1 - 2 * MARGIN) * (high > low ? (high - pitch) / (high - low) : 0.5)) + MARGIN;
    for (let column = from; column < Math.max(to, from + 1) && column < ROLL_WIDTH; column++)
      pixels[row * ROLL_WIDTH + column] = column === from ? INK : 170;
  }
  return { width: ROLL_WIDTH, height: ROLL_HEIGHT, channels: 1, pixels };
}

/** What the pen drew: steps (right, down), lifted after a step whose third feature is 1. */
export function drawStrokes(values: ArrayLike<number>, steps: number, features: number): Thumbnail {
  const points: { x: number; y: number; lifted: boolean }[] = [];
  let [x, y] = [0, 0];
  for (let step = 0; step < steps; step++) {
    x += values[step * features] || 0;
    y += values[step * features + 1] || 0;
    points.push({ x, y, lifted: values[step * features + 2] === 1 });
  }
  const toPixel = fitInto(points, SIDE);
  const pixels = new Uint8Array(SIDE * SIDE);
  points.forEach((point, index) => {
    const from = index > 0 && !points[index - 1].lifted ? points[index - 1] : point;
    drawLine(pixels, SIDE, toPixel(from), toPixel(point));
  });
  return { width: SIDE, height: SIDE, channels: 1, pixels };
}

/** Any other sequence: its features as lines over the steps. */
export function drawSeries(values: ArrayLike<number>, steps: number, features: number): Thumbnail {
  const pixels = new Uint8Array(ROLL_WIDTH * ROLL_HEIGHT);
  for (let feature = 0; feature < features; feature++) {
    const line = Array.from({ length: steps }, (_, step) => values[step * features + feature]).map((value) =>
      Number.isFinite(value) ? value : 0,
    );
    const [low, high] = line.reduce(
      ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
    const place = (value: number, step: number): [number, number] => [
      (step / Math.max(1, steps - 1)) * (ROLL_WIDTH - 1),
      MARGIN + (ROLL_HEIGHT - 1 - 2 * MARGIN) * (high > low ? (high - value) / (high - low) : 0.5),
    ];
    line.forEach((value, step) =>
      drawLine(pixels, ROLL_WIDTH, place(line[Math.max(0, step - 1)], Math.max(0, step - 1)), place(value, step)),
    );
  }
  return { width: ROLL_WIDTH, height: ROLL_HEIGHT, channels: 1, pixels };
}

function fitInto(points: readonly { x: number; y: number }[], side: number): (point: { x: number; y: number }) => [number, number] {
  const bounds = (values: number[]): [number, number] =>
    values.reduce(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
  const [left, right] = bounds(points.map(({ x }) => x));
  const [top, bottom] = bounds(points.map(({ y }) => y));
  const scale = (side - 1 - 2 * MARGIN) / Math.max(right - left, bottom - top, 1);
  const [shiftX, shiftY] = [(side - 1 - (right - left) * scale) / 2, (side - 1 - (bottom - top) * scale) / 2];
  return ({ x, y }) => [(x - left) * scale + shiftX, (y - top) * scale + shiftY];
}

function drawLine(pixels: Uint8Array, width: number, [fromX, fromY]: [number, number], [toX, toY]: [number, number]): void {
  const length = Math.ceil(Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY), 1));
  for (let part = 0; part <= length; part++) {
    const at = (from: number, to: number): number => Math.round(from + ((to - from) * part) / length);
    const position = at(fromY, toY) * width + at(fromX, toX);
    if (position >= 0 && position < pixels.length) pixels[position] = INK;
  }
}
