import { watchGpu } from './gpu.ts';

const FIRST_MS = 1_000;
const EVERY_MS = 10_000;

/**
 * Measures this process every ten seconds: `system/cpu_percent` (100 is one core), `system/memory_bytes` (resident) and, when it is
 * at work on an NVIDIA GPU, `system/gpu_percent` and `system/gpu_memory_bytes`. `second` counts from the beginning. Returns how to stop.
 */
export function captureSystem(
  onValues: (values: Record<string, number>, second: number) => void,
  { firstMs = FIRST_MS, everyMs = EVERY_MS } = {},
): () => void {
  const gpu = watchGpu();
  const start = performance.now();
  let cpu = process.cpuUsage();
  let measuredAt = start;
  let stopped = false;

  async function measure(): Promise<void> {
    const now = performance.now();
    const used = process.cpuUsage(cpu);
    const percent = (used.user + used.system) / 10 / Math.max(1, now - measuredAt);
    cpu = process.cpuUsage();
    measuredAt = now;
    const values: Record<string, number> = { 'system/cpu_percent': percent, 'system/memory_bytes': process.memoryUsage.rss() };
    const graphics = await gpu();
    if (stopped) return;
    if (graphics?.percent !== undefined) values['system/gpu_percent'] = graphics.percent;
    if (graphics !== undefined) values['system/gpu_memory_bytes'] = graphics.memoryBytes;
    onValues(values, Math.round((now - start) / 1000));
  }

  let timer = setTimeout(() => {
    void measure().catch(() => {});
    timer = setInterval(() => void measure().catch(() => {}), everyMs).unref();
  }, firstMs).unref();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
