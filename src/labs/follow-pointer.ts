/** Places between two of a moving pointer that are passed as well, so that a quick one leaves out nothing. */
const between = 8;

const kinds = ['pointermove', 'pointerup', 'pointercancel'] as const;

type Place = readonly [x: number, y: number];

interface Follower {
  /** From the pointer to what it holds, in px. */
  readonly offset?: Place | undefined;
  /** Called with the places that it has passed, in px from the corner of the element. */
  readonly passed: (places: readonly Place[]) => void;
  /** Called where the browser has taken the pointer, to scroll the page. */
  readonly taken: () => void;
}

/** Follows a pointer that was put down on an element until it is let go. */
export function followPointer(
  element: HTMLElement,
  down: PointerEvent,
  { offset = [0, 0], passed, taken }: Follower,
): void {
  const { left, top } = element.getBoundingClientRect();
  const placeOf = ({ clientX, clientY }: PointerEvent): Place => [
    clientX - left + offset[0],
    clientY - top + offset[1],
  ];
  let last = placeOf(down);
  const heed = (event: PointerEvent) => {
    if (event.pointerId !== down.pointerId) return;
    if (event.type !== 'pointermove') for (const kind of kinds) element.removeEventListener(kind, heed);
    if (event.type === 'pointercancel') return taken();
    const [from, to] = [last, placeOf(event)];
    last = to;
    passed(
      Array.from({ length: between }, (_, i): Place => {
        const share = (i + 1) / between;
        return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
      }),
    );
  };
  for (const kind of kinds) element.addEventListener(kind, heed);
  element.setPointerCapture(down.pointerId);
}
