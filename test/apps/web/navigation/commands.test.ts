import { describe, expect, it } from 'vitest';
import { foundHere, foundProjects, knownCommands, matching, numberIn } from '../../../../apps/web/src/features/navigation/commands.ts';

const project = { ref: 'studio/tunes', team: 'studio', slug: 'tunes' };
const outside = { ref: '', team: '', slug: '' };
const names = (commands: readonly { name: string }[]) => commands.map((command) => command.name);

describe('what the palette offers', () => {
  it('is what one may do: those who look after the team, those who work in it, those who look on', () => {
    expect(names(knownCommands(project, 'OWNER'))).toEqual(expect.arrayContaining(['Launch a model', 'Invite somebody', 'Audit']));
    const member = names(knownCommands(project, 'MEMBER'));
    expect(member).toContain('Bring data');
    expect(member).not.toContain('Keys');
    const viewer = names(knownCommands(project, 'VIEWER'));
    expect(viewer).toEqual(expect.arrayContaining(['Runs', 'Compare', 'Members', 'Copy the link to this page']));
    for (const name of ['Launch a model', 'Bring data', 'Invite somebody', 'Keys', 'Audit']) expect(viewer).not.toContain(name);
  });
  it('has nothing of a project outside of one', () => {
    expect(names(knownCommands(outside, undefined)).slice(0, 3)).toEqual(['Home', 'Account', 'Appearance']);
  });
  it('is found by any of its words, what begins so first', () => {
    const all = knownCommands(project, 'OWNER');
    expect(names(matching(all, 'la'))[0]).toBe('Launch');
    expect(names(matching(all, 'theme dark'))).toEqual(['Dark theme']);
    expect(matching(all, 'nothing at all')).toEqual([]);
    expect(matching(all, '')).toHaveLength(all.length);
  });
  it('gives each command an id of its own', () => {
    const ids = knownCommands(project, 'OWNER').map((command) => command.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('what was found', () => {
  const run = (number: number, name: string) => ({ id: `run ${number}`, number, name, kind: 'CNN' as const, status: 'FINISHED' as const });
  it('shows the run of the number first, and once', () => {
    const found = foundHere('studio/tunes', {
      id: 'p',
      run: run(12, 'cnn'),
      runs: { nodes: [run(120, '12 filters'), run(12, 'cnn')] },
      datasets: { nodes: [{ id: 'd', name: 'Airs 12' }] },
    });
    expect(found.map((command) => [command.group, command.name, command.note])).toEqual([
      ['Runs', 'cnn', '#12 · CNN · finished'],
      ['Runs', '12 filters', '#120 · CNN · finished'],
      ['Datasets', 'Airs 12', undefined],
    ]);
    expect(found[0]!.to).toEqual({ href: '/run?project=studio/tunes&id=run%2012' });
  });
  it('leaves out the project that is open', () => {
    const teams = [
      { id: 't', slug: 'studio', name: 'Studio', projects: { nodes: ['tunes', 'faces'].map((slug) => ({ id: slug, slug, name: slug })) } },
    ];
    expect(names(foundProjects('studio/tunes', teams))).toEqual(['faces']);
  });
  it('takes a number with or without its sign, and nothing else for one', () => {
    expect(['12', ' #7 ', '12a', '#', '1.5', '9999999999'].map(numberIn)).toEqual([12, 7, undefined, undefined, undefined, undefined]);
  });
});
