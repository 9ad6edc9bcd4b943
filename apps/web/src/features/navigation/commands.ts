// What the palette offers: places, things to do, and what was found. It knows what one may do, and not how that is done.
import type { NavigationProjectsQuery, FindHereQuery } from '../../generated/navigation.ts';
import { links } from '../../lib/links.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';

export type Deed = 'light' | 'dark' | 'auto' | 'copy link' | 'shortcuts' | 'sign out';

export interface Command {
  /** Unlike any other in the list. */
  readonly id: string;
  readonly group: 'Places' | 'Runs' | 'Datasets' | 'Projects' | 'To do';
  readonly name: string;
  /** What tells it from others of the name. */
  readonly note?: string;
  /** The key that does the same. */
  readonly key?: string;
  /** Where it leads, or what it does. */
  readonly to: { readonly href: string } | { readonly deed: Deed };
  /** Other words by which somebody may look for it. */
  readonly also?: string;
}

export type Role = 'OWNER' | 'ADMIN' | 'MEMBER' | 'VIEWER';

/** All that can be said without asking the server, for somebody of this role in the team of the project. */
export function knownCommands({ ref, team, slug }: ProjectRef, role: Role | undefined): Command[] {
  const rules = role === 'OWNER' || role === 'ADMIN';
  const writes = rules || role === 'MEMBER';
  const place = (name: string, href: string, also = ''): Command => ({ id: href, group: 'Places', name, to: { href }, also });
  const todo = (name: string, to: Command['to'], also = '', key?: string): Command => ({
    id: `to do ${name}`,
    group: 'To do',
    name,
    to,
    also,
    ...(key && { key }),
  });
  return [
    ...(slug
      ? [
          place('Runs', links.runs(ref), 'board'),
          place('Compare', links.compare(ref)),
          place('Fusions', links.fusions(ref), 'fuse mix'),
          place('Data', links.data(ref), 'datasets works'),
          place('Launch', links.launch(ref), 'train model'),
          place('Queue', links.queue(ref), 'agents'),
        ]
      : []),
    place('Home', links.home(), 'teams projects'),
    ...(team
      ? [
          place('Members', links.members(ref), 'roles team invitations'),
          ...(rules ? [place('Keys', links.keys(ref), 'api token'), place('Audit', links.audit(ref), 'events history')] : []),
        ]
      : []),
    place('Account', links.account(ref), 'name e-mail password'),
    place('Appearance', links.appearance(ref), 'theme settings'),
    ...(slug && writes
      ? [
          todo('Launch a model', { href: links.launch(ref) }, 'new run train'),
          todo('Bring data', { href: links.data(ref) }, 'import upload dataset'),
        ]
      : []),
    ...(team && rules
      ? [
          todo('Invite somebody', { href: links.members(ref) }, 'member invitation'),
          todo('Make an API key', { href: links.keys(ref) }, 'token'),
        ]
      : []),
    todo('Copy the link to this page', { deed: 'copy link' }, 'share address url'),
    todo('Light theme', { deed: 'light' }, 'switch appearance'),
    todo('Dark theme', { deed: 'dark' }, 'switch appearance'),
    todo('Theme of the system', { deed: 'auto' }, 'switch appearance auto'),
    todo('All shortcuts', { deed: 'shortcuts' }, 'keyboard keys help', '?'),
    todo('Sign out', { deed: 'sign out' }, 'leave log out'),
  ];
}

/** What the server found in the project. */
export function foundHere(ref: string, project: NonNullable<FindHereQuery['project']>): Command[] {
  const runs = [...(project.run ? [project.run] : []), ...project.runs.nodes.filter((run) => run.id !== project.run?.id)];
  return [
    ...runs.map(
      (run): Command => ({
        id: run.id,
        group: 'Runs',
        name: run.name,
        note: `#${run.number} · ${run.kind === 'EXTERNAL' ? '' : `${run.kind} · `}${run.status.toLowerCase()}`,
        to: { href: links.run(ref, run.id) },
      }),
    ),
    ...project.datasets.nodes.map(
      (dataset): Command => ({
        id: dataset.id,
        group: 'Datasets',
        name: dataset.name,
        to: { href: links.dataset(ref, dataset.id) },
      }),
    ),
  ];
}

/** Projects of all teams, but the one that is open. */
export function foundProjects(ref: string, teams: NavigationProjectsQuery['viewer']['teams']): Command[] {
  return teams
    .flatMap((team) => team.projects.nodes.map((project) => ({ ...project, ref: `${team.slug}/${project.slug}`, team: team.name })))
    .filter((project) => project.ref !== ref)
    .map(
      (project): Command => ({
        id: project.id,
        group: 'Projects',
        name: project.name,
        note: project.team,
        to: { href: links.runs(project.ref) },
      }),
    );
}

/** Those that have every word, in their name or beside it; a name that begins as the text does comes before its likes. */
export function matching(commands: readonly Command[], text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const begins = ({ name }: Command) => name.toLowerCase().startsWith(text.trim().toLowerCase());
  const found = commands.filter(({ name, note, also }) => {
    const said = `${name} ${note ?? ''} ${also ?? ''}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
  return [...found.filter(begins), ...found.filter((command) => !begins(command))];
}

/** The number of a run that the text may mean: `12`, `#12`. */
export function numberIn(text: string): number | undefined {
  const digits = /^#?(\d{1,9})$/.exec(text.trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}
