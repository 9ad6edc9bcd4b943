// The whole API: each slice registers its part on the builder when it is imported, lower ranks first.
import './slices/auth/schema.ts';
import './slices/teams/schema.ts';
import './slices/projects/schema.ts';
import './slices/files/schema.ts';
import './slices/datasets/schema.ts';
import './slices/splits/schema.ts';
import './slices/runs/schema.ts';
import './slices/runs/lineage-schema.ts';
import './slices/runs/organise/schema.ts';
import './slices/runs/board/schema.ts';
import './slices/runs/board/columns/schema.ts';
import './slices/runs/board/discovery/schema.ts';
import './slices/runs/board/groups/schema.ts';
import './slices/runs/subscription-schema.ts';
import './slices/metrics/schema.ts';
import './slices/metrics/curves/schema.ts';
import './slices/metrics/curves/band-schema.ts';
import './slices/metrics/subscription-schema.ts';
import './slices/artifacts/schema.ts';
import './slices/artifacts/subscription-schema.ts';
import './slices/evaluations/schema.ts';
import './slices/evaluations/fold-schema.ts';
import './slices/launches/schema.ts';
import './slices/launches/attempt-schema.ts';
import './slices/launches/subscription-schema.ts';
import './slices/launches/use/schema.ts';
import './slices/fusions/schema.ts';
import './slices/fusions/comparison-schema.ts';
import './slices/audit/schema.ts';
import './slices/views/schema.ts';
import { builder } from './builder.ts';
import { enforce } from './enforce.ts';

/** The schema with policy in front of every field. Throws when the policy table has a gap. */
export const schema = enforce(builder.toSchema());
