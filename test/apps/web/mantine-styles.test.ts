import { expect, it } from 'vitest';
import { importedSheets, neededSheets } from '../../support/mantine-styles.ts';

it('exactly the style sheets of the components in use are loaded, in the order in which they override each other', () => {
  expect(importedSheets()).toEqual(neededSheets());
});
