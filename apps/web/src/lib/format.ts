// Numbers with the digits that matter, and times as people say them.

export const missing = '–';

/** Four significant digits; very small and very large ones in powers of ten; NaN and infinities by name. */
export function number(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined) return missing;
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e7) return value.toLocaleString('en').replace('-', '−');
  if (size < 1e-3 || size >= 1e7)
    return value
      .toExponential(Math.max(0, digits - 2))
      .replace(/\.?0+e/, 'e')
      .replace('e+', 'e')
      .replace('-', '−')
      .replace('e-', 'e−');
  const text = size >= 1000 ? value.toLocaleString('en', { maximumFractionDigits: 1 }) : String(Number(value.toPrecision(digits)));
  return text.replace('-', '−');
}

/** A share as a percentage with one decimal. */
export function percent(share: number | null | undefined, decimals = 1): string {
  if (share === null || share === undefined) return missing;
  if (Number.isNaN(share)) return 'NaN';
  return `${(share * 100).toFixed(decimals).replace('-', '−')} %`;
}

export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? missing : value.toLocaleString('en');
}

/** `1 run`, `3 runs`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A big count in three digits, such as 2.36 M. */
export function short(value: number | null | undefined): string {
  if (value === null || value === undefined) return missing;
  for (const [size, unit] of [
    [1e12, 'T'],
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    if (Math.abs(value) >= size) return `${Number((value / size).toPrecision(3))} ${unit}`;
  }
  return String(Number(value.toPrecision(3)));
}

export function bytes(size: number | null | undefined): string {
  if (size === null || size === undefined) return missing;
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = size;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : Number(value.toPrecision(3))} ${units[unit]}`;
}

export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return missing;
  const seconds = ms / 1000;
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.round(minutes / (24 * 60))} days`;
}

/** `3 min ago`. */
export function ago(then: string | Date, now = Date.now()): string {
  const seconds = (now - new Date(then).getTime()) / 1000;
  if (seconds < 45) return 'just now';
  if (seconds < 90 * 60) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h ago`;
  const days = Math.round(seconds / 86_400);
  return days < 45
    ? plural(days, 'day').concat(' ago')
    : new Date(then).toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** The exact time, for whoever hovers over a relative one. */
export function exactTime(when: string | Date): string {
  return new Date(when).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}

/** `BACK_AND_FORTH` as a person writes it. */
export function words(constant: string): string {
  return constant.toLowerCase().replaceAll('_', ' ');
}
