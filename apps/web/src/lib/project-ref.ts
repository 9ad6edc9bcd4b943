export interface ProjectRef {
  /** `team/slug`, as it stands in addresses; empty outside a project. */
  readonly ref: string;
  readonly team: string;
  readonly slug: string;
}

export function projectRef(ref: string): ProjectRef {
  const [team = '', slug = ''] = ref.split('/');
  return { ref, team, slug };
}
