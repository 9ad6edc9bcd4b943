'use client';
import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

type Loader<Props> = () => Promise<ComponentType<Props>>;
/** What stands in a place until its component comes; made of what that is given where its size hangs on it. */
type Waiting<Props> = ReactNode | ((props: Props) => ReactNode);

/** A component that can be asked for before it is shown. */
export type Apart<Props> = ComponentType<Props> & { readonly preload: () => void };

/**
 * A component whose code is fetched apart from its page, when it is first shown or asked for. `waiting` keeps its place until then.
 *
 * React's own way (`lazy`, and `next/dynamic` upon it) leaves `waiting` in place for at least 300 ms, so that what comes
 * bit by bit does not flicker; on a page that stands within a second this is a long time for code that is there.
 */
export function apart<Props extends object>(load: Loader<Props>, waiting: Waiting<Props> = null): Apart<Props> {
  let come: ComponentType<Props> | undefined;
  let coming: Promise<ComponentType<Props>> | undefined;
  const ask = () => {
    coming ??= load().then(
      (component) => {
        come = component;
        return component;
      },
      (error) => {
        // Asked again the next time: the network may be back by then.
        coming = undefined;
        throw error;
      },
    );
    return coming;
  };
  // biome-ignore lint/correctness/noComponentHookFactories: made once, where a module begins, as with `lazy`
  function Apart(props: Props) {
    const [Component, setComponent] = useState(() => come);
    const [problem, setProblem] = useState<Error>();
    useEffect(() => {
      if (Component) return;
      let isShown = true;
      ask().then(
        (component) => isShown && setComponent(() => component),
        (error: Error) => isShown && setProblem(error),
      );
      return () => {
        isShown = false;
      };
    }, [Component]);
    if (problem) throw problem;
    if (Component) return <Component {...props} />;
    return typeof waiting === 'function' ? waiting(props) : waiting;
  }
  Apart.preload = () => void ask().catch(() => {});
  return Apart;
}
