'use client';
// How what a figure holds becomes a picture of its own. A chart that knows how to draw itself says so to the figure around it;
// of others the SVG on the page is taken, and of tables the numbers.
import { createContext, type RefObject, useContext, useEffect } from 'react';
import type { SvgInk } from '../prepare/svg-text.ts';

/** Makes a whole SVG document in the given colours. */
export type DrawPicture = (ink: SvgInk & { readonly accent: string }, title: string) => string;

export const FigurePicture = createContext<RefObject<DrawPicture | undefined> | undefined>(undefined);

/** Tells the figure around how to make a picture of this chart. */
export function useFigurePicture(draw: DrawPicture): void {
  const place = useContext(FigurePicture);
  useEffect(() => {
    if (place) place.current = draw;
    return () => {
      if (place?.current === draw) place.current = undefined;
    };
  });
}
