/** What is still to be done when the process exits, with one listener however many runs there are: Node warns of more than ten. */

type Work = (exitCode: number) => void;

const endings = new Set<Work>();
const savings = new Set<Work>();
let listening = false;

/** Has work done when the process exits: a run is ended before spools are saved. Returns how to take that back. */
export function whenExiting(what: 'end the run' | 'save the spool', work: Work): () => void {
  if (!listening) process.on('exit', leave);
  listening = true;
  const works = what === 'end the run' ? endings : savings;
  works.add(work);
  return () => void works.delete(work);
}

function leave(exitCode: number): void {
  for (const work of [...endings, ...savings]) work(exitCode);
}
