// The team-scoped door: a Prisma client on which no query can read or write another team's rows, whatever its caller forgot.
import type { Prisma, PrismaClient } from './generated/client.ts';
import { getDatamodel } from './generated/pothos.ts';

/** Whose rows a door opens on. */
export interface Scope {
  /** `every`: an agent that serves the whole installation; policy says which few fields it may ask for. */
  readonly teams: readonly string[] | 'every';
  /** The person asking, who may always see their own row. */
  readonly userId?: string;
}

type ScopeKey = 'teamId' | 'team itself' | 'agent' | 'person' | 'no door';

// Typed by model name, so that a model added later does not compile until someone has decided here.
const SCOPED_BY: Readonly<Record<Prisma.ModelName, ScopeKey>> = {
  User: 'person',
  Session: 'no door',
  SignInLink: 'no door',
  IngestBatch: 'no door',
  MetricChunk: 'no door',
  Team: 'team itself',
  Agent: 'agent',
  Member: 'teamId',
  Invitation: 'teamId',
  ApiKey: 'teamId',
  Project: 'teamId',
  File: 'teamId',
  Dataset: 'teamId',
  DatasetVersion: 'teamId',
  VersionFile: 'teamId',
  Recipe: 'teamId',
  Split: 'teamId',
  Run: 'teamId',
  MetricSeries: 'teamId',
  BoardValue: 'teamId',
  SavedView: 'teamId',
  LogChunk: 'teamId',
  Predictions: 'teamId',
  Evaluation: 'teamId',
  Artifact: 'teamId',
  Launch: 'teamId',
  Fusion: 'teamId',
  FusionMember: 'teamId',
  AuditEvent: 'teamId',
  Idempotency: 'teamId',
};

const RELATIONS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(getDatamodel().datamodel.models).map(([model, { fields }]) => [
    model,
    new Set(fields.filter(({ kind }) => kind === 'object').map(({ name }) => name)),
  ]),
);

const READS = new Set(['findUnique', 'findUniqueOrThrow', 'findFirst', 'findFirstOrThrow', 'findMany', 'count', 'aggregate', 'groupBy']);
const INSERTS = new Set(['create', 'createMany', 'createManyAndReturn']);

export type ViewerDatabase = ReturnType<typeof viewerDatabase>;
/** The same with one team, the one that the policy has admitted the viewer to: `teamId` is at hand for new rows. */
export type TeamDatabase = ReturnType<typeof teamDatabase>;
/** What a store takes that only reads. */
export type ReadDoor = Omit<ViewerDatabase, '$connect' | '$disconnect' | '$transaction' | '$extends' | '$on' | '$use'>;
/** What a store takes that writes: the team's door, or a transaction on it. */
export type TeamDoor = ReadDoor & { readonly teamId: string };

/** The rows of all teams that the viewer belongs to. */
export function viewerDatabase(prisma: PrismaClient, scope: Scope) {
  return prisma.$extends({
    name: 'scope',
    query: {
      $allOperations({ model, operation, args, query }) {
        return query(scopedArguments(scope, model, operation, (args ?? {}) as Arguments) as typeof args);
      },
    },
  });
}

/** The rows of one team. */
export function teamDatabase(prisma: PrismaClient, teamId: string) {
  return viewerDatabase(prisma, { teams: [teamId] }).$extends({ client: { teamId } });
}

interface Arguments {
  where?: { AND?: object | object[] };
  data?: Row | Row[];
  create?: Row;
  update?: Row;
}
type Row = Readonly<Record<string, unknown>>;

function scopedArguments(scope: Scope, model: string | undefined, operation: string, args: Arguments): Arguments {
  if (model === undefined) throw new Error(`${operation} goes around the scoped door: use the SQL door`);
  const key = SCOPED_BY[model as Prisma.ModelName];
  if (key === 'no door') throw new Error(`${model} is not to be had through the scoped door`);
  if (!READS.has(operation)) {
    if (key === 'person' || (key === 'team itself' && INSERTS.has(operation)))
      throw new Error(`${model} cannot be changed through the scoped door`);
    checkRows(scope, model, key, [args.data ?? [], args.create ?? []].flat(), INSERTS.has(operation) || operation === 'upsert');
    checkRows(scope, model, key, [args.update ?? []].flat(), false);
  }
  if (INSERTS.has(operation)) return args;
  return { ...args, where: { ...args.where, AND: [args.where?.AND ?? [], condition(scope, key)].flat() } };
}

function condition({ teams, userId }: Scope, key: ScopeKey): object {
  if (teams === 'every') return {};
  const within = { in: [...teams] };
  switch (key) {
    case 'team itself':
      return { id: within };
    case 'agent':
      return { OR: [{ teamId: within }, { teamId: null }] };
    case 'person':
      return { OR: [...(userId === undefined ? [] : [{ id: userId }]), { members: { some: { teamId: within } } }] };
    default:
      return { teamId: within };
  }
}

function checkRows({ teams }: Scope, model: string, key: ScopeKey, rows: readonly Row[], isNew: boolean): void {
  for (const row of rows) {
    // A nested write or a connect sets the foreign key from a row that nobody has checked.
    const relation = Object.keys(row).find((field) => RELATIONS.get(model)?.has(field));
    if (relation !== undefined) throw new Error(`${model}.${relation} is written by its ids, not nested`);
    if (key === 'teamId' && (isNew || 'teamId' in row) && teams !== 'every' && !teams.includes(String(row.teamId))) {
      throw new Error(`A row of ${model} was about to be written to another team`);
    }
  }
}
