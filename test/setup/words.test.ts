import { expect, test } from 'vitest';
import { breachesOfName, breachesOfText } from '../../setup/check/words.ts';

test.each([
  ['apps/server/src/slices/runs/service.ts', 'const a = process.env.HOME;', 'reads process.env, which only config.ts does'],
  ['packages/ml/src/backend.ts', 'const a = process.env["HOME"];', 'reads process.env, which only config.ts does'],
  ['README.md', 'see `/home/somebody/x`', 'names a folder of one machine'],
  ['test/a.test.ts', "test.only('x', () => {});", 'runs one test only'],
  ['apps/agent/src/a.ts', "spawn('ls', { shell: true });", 'runs a command through a shell'],
  ['apps/web/src/ui/A.tsx', '<p dangerouslySetInnerHTML={x} />', 'puts markup into a page unescaped'],
])('%s is told of when it says %s', (file, text, says) => {
  expect(breachesOfText(file, `\n${text}\n`)).toEqual([`${file}:2: ${says}`]);
});

test('config.ts may read the environment, and a pattern may be executed', () => {
  expect(breachesOfText('apps/server/src/config.ts', 'process.env')).toEqual([]);
  expect(breachesOfText('apps/server/src/a.ts', 'pattern.exec(text)')).toEqual([]);
});

test('a name that says nothing is told of, wherever it stands in the path', () => {
  expect(breachesOfName('packages/ml/src/utils/a.ts')).toEqual(['packages/ml/src/utils/a.ts: the name utils says nothing']);
  expect(breachesOfName('packages/ml/src/helpers.ts')).toHaveLength(1);
  expect(breachesOfName('packages/ml/src/commonInput.ts')).toEqual([]);
});
