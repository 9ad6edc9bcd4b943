'use client';
import { type PointerEvent, useRef } from 'react';

export interface DragSpan {
  /** Where it began and is now, in shares of the element: 0 at its left and top. */
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

/** Follows a drag over an element: `onDrag` while it goes on, `onEnd` when it is let go; a mere click ends with undefined. */
export function useDrag(onDrag: (span: DragSpan) => void, onEnd: (span: DragSpan | undefined) => void) {
  const began = useRef<{ x: number; y: number }>(undefined);
  const place = (event: PointerEvent<Element>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: clamp((event.clientX - box.left) / box.width), y: clamp((event.clientY - box.top) / box.height) };
  };
  const spanOf = (event: PointerEvent<Element>) => ({ from: began.current!, to: place(event) });
  return {
    onPointerDown: (event: PointerEvent<Element>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      began.current = place(event);
    },
    onPointerMove: (event: PointerEvent<Element>) => {
      if (began.current) onDrag(spanOf(event));
    },
    onPointerUp: (event: PointerEvent<Element>) => {
      if (!began.current) return;
      const span = spanOf(event);
      began.current = undefined;
      const isClick = Math.abs(span.to.x - span.from.x) < 0.01 && Math.abs(span.to.y - span.from.y) < 0.02;
      onEnd(isClick ? undefined : span);
    },
  };
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
