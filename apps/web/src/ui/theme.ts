import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#e8ecfb',
  '#cdd6f7',
  '#adbcf5',
  '#8ea6ff',
  '#5f7be6',
  '#3a5bd6',
  '#2346c8',
  '#1d3bab',
  '#172f8a',
  '#11246b',
];

// What Mantine's components are made of in the dark scheme, from text to ground: as warm as the rest.
const dark: MantineColorsTuple = [
  '#ece7dc',
  '#b8b1a6',
  '#a39c91',
  '#6b665d',
  '#3a362f',
  '#2f2c27',
  '#23211d',
  '#1b1a17',
  '#141311',
  '#0e0d0c',
];

/** Mantine in the palette of `palette.css`: the components take their colours from the same variables as our own. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  colors: { accent, dark },
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'var(--serif)', fontWeight: '500' },
  fontSizes: { xs: '11.5px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  defaultRadius: 8,
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '16px' },
  cursorType: 'pointer',
  components: {
    // Plain objects and not `Button.extend`, which would bring every component named here to every page.
    Button: {
      defaultProps: { size: 'xs' },
      // Ink on the light accent of the dark scheme, paper on the dark one: one variable knows.
      vars: (_: unknown, { variant = 'filled' }: { variant?: string }) => ({
        root: variant === 'filled' ? { '--button-bg': 'var(--accent)', '--button-color': 'var(--on-accent)' } : {},
      }),
    },
    Checkbox: { vars: () => ({ root: { '--checkbox-icon-color': 'var(--on-accent)' } }) },
    // One row that scrolls where there is no room for all.
    Tabs: { classNames: { list: 'tabs' } },
    TextInput: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'sm' } },
    NativeSelect: { defaultProps: { size: 'sm' } },
    Modal: {
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        centered: true,
        radius: 10,
        transitionProps: { duration: 120, transition: 'fade' },
      },
    },
    SegmentedControl: {
      styles: { root: { background: 'var(--soft)' }, label: { color: 'var(--ink)' }, indicator: { background: 'var(--panel)' } },
    },
    Tooltip: { defaultProps: { openDelay: 250, transitionProps: { duration: 120 } } },
  },
});

export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--ground)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--muted)',
    '--mantine-color-placeholder': 'var(--muted)',
    '--mantine-color-default': 'var(--panel)',
    '--mantine-color-default-hover': 'var(--soft)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-primary-color-contrast': 'var(--on-accent)',
  };
  return { variables: {}, light: shared, dark: shared };
};
