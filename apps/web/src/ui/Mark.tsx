/** The sign of the house: a drop of ink on the edge of the paper. */
export function Mark() {
  return (
    <svg width="13" height="13" viewBox="0 0 13 13" aria-hidden>
      <path d="M6.5 0.5a6 6 0 1 1 -6 6v5.2a.8 .8 0 0 0 .8 .8h5.2a6 6 0 0 0 0 -12z" fill="var(--accent)" />
    </svg>
  );
}
