/** The key that goes with letters for commands on this machine. */
export const commandKey = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl';

/** Every key that does something by itself, by where it does it. */
export const shortcuts: readonly { readonly where: string; readonly keys: readonly (readonly [key: string, what: string])[] }[] = [
  {
    where: 'Everywhere',
    keys: [
      [`${commandKey} K`, 'Find a page, a run, a dataset, or something to do'],
      ['?', 'These shortcuts'],
      ['Esc', 'Close what lies over the page'],
      ['Tab', 'Through everything else, in order'],
    ],
  },
  {
    where: 'On the board',
    keys: [
      ['/', 'Filter the runs'],
      ['j', 'Next run'],
      ['k', 'Run before'],
      ['x', 'Select the run'],
      ['c', 'Compare the selected runs'],
      ['b', 'Make the run the baseline'],
      ['Enter', 'Open the run'],
    ],
  },
  { where: 'On a work', keys: [['← →', 'Work before, work after']] },
];
