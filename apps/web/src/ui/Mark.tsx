/** The sign of the house: a drop of ink. */
export function Mark() {
  return (
    <svg width="13" height="13" viewBox="0 0 13 13" aria-hidden>
      <path d="M6.5 .5A6 6 0 1 1 6.5 12.5H1.6A1.1 1.1 0 0 1 .5 11.4V6.5A6 6 0 0 1 6.5 .5Z" fill="var(--accent)" />
    </svg>
  );
}
