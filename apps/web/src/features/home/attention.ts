// What asks for somebody: runs that failed lately, launches that nobody takes, data on which nothing was tried, models that were never mixed.
import type { HomeQuery } from '../../generated/home.ts';
import { plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';

type Team = HomeQuery['viewer']['teams'][number];
type Run = Team['projects']['nodes'][number]['runs']['nodes'][number];

export interface Point {
  readonly key: string;
  readonly tone: 'bad' | 'warning' | 'muted';
  /** What has happened. */
  readonly text: string;
  /** Where, and what to do about it. */
  readonly where: string;
  readonly href: string;
}

const most = 6;
const trained: ReadonlySet<string> = new Set(['CNN', 'RNN', 'MLP']);

/** The gravest first, at most six. */
export function attentionOf(teams: readonly Pick<Team, 'slug' | 'name' | 'role' | 'agents' | 'queue' | 'projects'>[]): Point[] {
  const points = teams.flatMap((team): Point[] => {
    const waiting = team.queue.nodes.filter((launch) => launch.status !== 'LEASED').length;
    const isUnattended = waiting > 0 && !team.agents.some((agent) => agent.online);
    const project = team.projects.nodes[0];
    return [
      ...(isUnattended && project
        ? [
            {
              key: `agents ${team.slug}`,
              tone: 'bad' as const,
              text: `${plural(waiting, 'launch', 'launches')} wait${waiting === 1 ? 's' : ''}, and no agent is online.`,
              where: `${team.name}: start one`,
              href: links.queue(`${team.slug}/${project.slug}`),
            },
          ]
        : []),
      ...team.projects.nodes.flatMap((each) => ofProject(team, each)),
    ];
  });
  const order = { bad: 0, warning: 1, muted: 2 };
  return points.sort((a, b) => order[a.tone] - order[b.tone]).slice(0, most);
}

function ofProject(team: Pick<Team, 'slug' | 'role'>, project: Team['projects']['nodes'][number]): Point[] {
  const ref = `${team.slug}/${project.slug}`;
  const failed = project.failed.nodes;
  const points: Point[] = failed.slice(0, 2).map((run) => ({
    key: run.id,
    tone: 'bad',
    text: `#${run.number} ${run.name} ${run.status === 'CRASHED' ? 'fell silent' : 'failed'}${run.reason ? `: ${run.reason}` : ''}`,
    where: project.name,
    href: links.run(ref, run.id),
  }));
  if (failed.length > 2) {
    points.push({
      key: `failed ${ref}`,
      tone: 'bad',
      text: `${plural(project.failed.totalCount - 2, 'more run')} failed in the last week.`,
      where: project.name,
      href: links.runs(ref, { filter: 'status in (FAILED, CRASHED)' }),
    });
  }
  if (project.counts.datasets > 0 && project.counts.runs === 0 && team.role !== 'VIEWER')
    points.push({
      key: `try ${ref}`,
      tone: 'muted',
      text: 'There is data, and no model has seen it yet.',
      where: `${project.name}: launch one`,
      href: links.launch(ref),
    });
  const members = project.counts.fusions === 0 && team.role !== 'VIEWER' ? membersToMix(project.runs.nodes) : [];
  if (members.length > 0)
    points.push({
      key: `mix ${ref}`,
      tone: 'muted',
      text: `${members.map((run) => `#${run.number} ${run.name}`).join(' and ')} were judged on the same works and never mixed.`,
      where: `${project.name}: fuse them`,
      href: links.fusion(
        ref,
        members.map((run) => run.id),
      ),
    });
  return points;
}

/** The newest finished runs of two kinds on one split: what a first fusion is made of. Empty where there are none. */
function membersToMix(runs: readonly Run[]): Run[] {
  const finished = runs.filter((run) => run.status === 'FINISHED' && run.split && trained.has(run.kind));
  for (const [index, first] of finished.entries()) {
    const second = finished.slice(index + 1).find((run) => run.split?.id === first.split?.id && run.kind !== first.kind);
    if (second) return [second, first];
  }
  return [];
}
