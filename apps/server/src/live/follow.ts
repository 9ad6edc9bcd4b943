import type { App } from '../context.ts';
import { AppError } from '../errors.ts';
import type { Topic, WatchOptions } from './live.ts';

/**
 * What is new, read at once and again whenever a topic changes. `read` remembers where it stood, and moves on only when it returns:
 * a read that fails, since the database was away, is made again at the next occasion. What somebody is told to expect ends it.
 */
export async function* follow<News>(
  { live, log }: Pick<App, 'live' | 'log'>,
  topics: readonly Topic[],
  read: (heard: ReadonlySet<Topic>) => Promise<readonly News[]>,
  options?: WatchOptions,
): AsyncGenerator<News, void, void> {
  for await (const heard of live.watch(topics, options)) {
    try {
      yield* await read(heard);
    } catch (error) {
      if (error instanceof AppError) throw error;
      log.warn({ err: error, topics }, 'News could not be read; they will be at the next occasion');
    }
  }
}
