import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Each project is a folder of test/, so that `npx vitest run --project unit` leaves the database and the browser alone.
export default defineConfig({
  // Node gives the packages this build of graphql; a second one beside it would know nothing of the first one's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql/index.js')) }] },
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/packages/**/*.test.ts', 'test/bench/**/*.test.ts'],
          exclude: ['test/packages/*/server/**'],
        },
      },
      { extends: true, test: { name: 'web', include: ['test/apps/web/**/*.test.{ts,tsx}'] } },
      {
        extends: true,
        test: {
          name: 'server',
          include: [
            'test/apps/{server,agent}/**/*.test.ts',
            'test/packages/*/server/**/*.test.ts',
            'test/{prisma,setup,demo}/**/*.test.ts',
          ],
          globalSetup: ['test/support/database.global.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: ['test/support/database.global.ts', 'test/support/dashboard.global.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
