import { expect, it } from 'vitest';
import { pageToReturnTo } from '../../../apps/web/src/lib/session.ts';

it('comes back to a page of this site, and to no other', () => {
  expect(pageToReturnTo('/run?project=studio/tunes&id=x%3D#log')).toBe('/run?project=studio/tunes&id=x%3D#log');
  for (const named of [
    null,
    '',
    'runs',
    '//elsewhere.example/x',
    '/\\elsewhere.example',
    'https://elsewhere.example',
    '/sign-in?back=/x',
    '/invitation?token=x',
  ])
    expect(pageToReturnTo(named)).toBe('/');
});
