import { join } from 'node:path';
import type { NextConfig } from 'next';

// A static export: the server hands the files out from its own origin, so there is no second process and no second port.
export default {
  output: 'export',
  reactStrictMode: true,
  devIndicators: false,
  images: { unoptimized: true },
  // Types are checked by `npm run check`, with the same compiler as the rest.
  typescript: { ignoreBuildErrors: true },
  transpilePackages: ['@atelier/metrics', '@atelier/ml'],
  turbopack: { root: join(import.meta.dirname, '..', '..') },
  experimental: { optimizePackageImports: ['@mantine/core', '@mantine/hooks'] },
} satisfies NextConfig;
