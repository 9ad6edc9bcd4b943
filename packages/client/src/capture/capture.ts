/** What is taken down of program and machine without being asked for, each with a switch of its own. Nothing here throws. */
import type { Recorder } from '../run/recorder.ts';
import { describeCommand } from './command.ts';
import { captureConsole } from './console.ts';
import { describeEnvironment } from './environment.ts';
import { describeGit } from './git.ts';
import { describeMachine } from './machine.ts';
import { describePackages } from './packages.ts';
import { captureSystem } from './system.ts';

/** All on unless told. */
export interface CaptureOptions {
  /** What the program prints, as the run's log. */
  readonly console?: boolean;
  /** CPU and memory of this process, and its GPU where `nvidia-smi` knows it, every 10 s. */
  readonly system?: boolean;
  /** Commit, branch and remote of the working folder, and whether something in it is changed. */
  readonly git?: boolean;
  /** Environment variables that bear on training; a list names further ones. */
  readonly environment?: boolean | readonly string[];
  /** Installed versions of what the nearest package.json depends on. */
  readonly packages?: boolean;
  /** The command line. */
  readonly command?: boolean;
  /** Node, operating system, host, cores, memory. */
  readonly machine?: boolean;
}

type Part = keyof CaptureOptions;

/** What somebody needs to do this run again, secrets taken out. */
export async function describeProgram(options: boolean | CaptureOptions = true, folder = process.cwd()): Promise<Record<string, unknown>> {
  const { environment } = typeof options === 'object' ? options : {};
  const [git, packages] = await Promise.all([
    isOn(options, 'git') ? describeGit(folder) : undefined,
    isOn(options, 'packages') ? describePackages(folder) : undefined,
  ]);
  return {
    ...(isOn(options, 'command') ? { command: describeCommand(process) } : {}),
    ...(isOn(options, 'machine') ? describeMachine() : {}),
    ...(git === undefined ? {} : { git }),
    ...(packages === undefined ? {} : { packages }),
    ...(isOn(options, 'environment')
      ? { environment: describeEnvironment(process.env, Array.isArray(environment) ? (environment as string[]) : []) }
      : {}),
  };
}

/** Begins to record what goes on while the run is open. Returns how to end that. */
export function capture(recorder: Recorder, options: boolean | CaptureOptions = true): () => void {
  const ends = [
    ...(isOn(options, 'console') ? [captureConsole((text) => recorder.logOutput(text))] : []),
    ...(isOn(options, 'system') ? [captureSystem((values, second) => recorder.logSystem(values, second))] : []),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function isOn(options: boolean | CaptureOptions, part: Part): boolean {
  return typeof options === 'boolean' ? options : options[part] !== false;
}
