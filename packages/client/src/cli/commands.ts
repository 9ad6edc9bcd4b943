import { archive, unarchive } from './archive.ts';
import { columns } from './columns.ts';
import type { Command } from './command.ts';
import { compare } from './compare.ts';
import { datasets } from './datasets.ts';
import { deleteRuns, restore } from './delete.ts';
import { evaluate } from './evaluate.ts';
import { exportRun } from './export/command.ts';
import { groups } from './groups.ts';
import { importFiles } from './import/command.ts';
import { launch } from './launch.ts';
import { login, logout } from './login.ts';
import { move } from './move.ts';
import { runShow } from './run-show.ts';
import { runs } from './runs.ts';
import { sync } from './sync.ts';
import { tag } from './tag.ts';
import { watch } from './watch.ts';

/** Every command, in the order in which they are told. */
export const COMMANDS: readonly Command[] = [
  login,
  logout,
  runs,
  runShow,
  compare,
  groups,
  columns,
  watch,
  datasets,
  launch,
  evaluate,
  exportRun,
  importFiles,
  sync,
  tag,
  move,
  archive,
  unarchive,
  deleteRuns,
  restore,
];
