interface Plan {
  readonly method: string;
  readonly weightSource: string;
  readonly members: readonly { readonly run: string; readonly weight: number }[];
}

interface Published extends Omit<Plan, 'members'> {
  readonly members: readonly { readonly run: { readonly id: string }; readonly weight: number }[];
}

/** Whether a published fusion has the same members with the same weights, in whatever order. Stacking has no weights of its own. */
export function sameFusion(published: Published, plan: Plan): boolean {
  if (published.method !== plan.method || published.weightSource !== plan.weightSource) return false;
  if (published.members.length !== plan.members.length) return false;
  const weightOf = new Map(plan.members.map(({ run, weight }) => [run, weight]));
  return published.members.every(({ run, weight }) => {
    const planned = weightOf.get(run.id);
    return planned !== undefined && (plan.method === 'STACK' || Math.abs(planned - weight) < 5e-5);
  });
}
