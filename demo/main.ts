// npm run demo: the main job from files to two models, fused and compared, by the public API only.
import { carryThrough, type Outcome } from './journey.ts';
import { readOptions, USAGE, type DemoOptions } from './options.ts';
import { openPlatform } from './platform.ts';
import { duration } from './progress.ts';
import { signInByKey, signInByLink } from './sign-in.ts';
import { scores, scoreTable } from './table.ts';

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(USAGE);
  else await demo(options);
  process.exit();
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

async function demo(options: DemoOptions): Promise<void> {
  const started = performance.now();
  // With --json, standard output belongs to whoever parses it.
  const output = options.json ? process.stderr : process.stdout;
  const say = (line: string) => output.write(`${line}\n`);
  const platform = options.url === undefined ? await openPlatform({ keep: options.keep, say }) : undefined;
  try {
    const member =
      platform === undefined
        ? await signInByKey(new URL(options.url!).origin, options.key!)
        : await signInByLink(platform.url, platform.signInLink);
    const outcome = await carryThrough({ ...member, options, output });
    const seconds = (performance.now() - started) / 1000;
    say(`\n${scoreTable([outcome.cnn, outcome.rnn, outcome.mean, outcome.fusion])}`);
    say(`\nIn parentheses: 95 % intervals. It took ${duration(seconds * 1000)}.`);
    say(`Compare them at ${outcome.url}`);
    if (options.keep && member.invite !== undefined) say(`Sign in (works once): ${await member.invite()}`);
    if (platform !== undefined) say(platform.howToLook);
    if (options.json) process.stdout.write(`${JSON.stringify(result(outcome, seconds))}\n`);
  } finally {
    await platform?.stop();
  }
}

function result({ cnn, rnn, mean, fusion, url }: Outcome, seconds: number): Record<string, unknown> {
  return { cnn: scores(cnn), rnn: scores(rnn), mean: scores(mean), fusion: scores(fusion), url, seconds: Math.round(seconds * 10) / 10 };
}
