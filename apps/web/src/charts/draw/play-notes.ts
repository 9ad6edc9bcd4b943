import type { Note } from '../prepare/sequence.ts';

const secondsPerUnit = 0.2;
/** A browser that has given no sound for so long gives none. */
const patienceMs = 500;
let playing: { stop(): void } | undefined;

interface Listener {
  /** In units of the notes. */
  onTime(at: number): void;
  /** There is no sound here: the time goes on without it. */
  onSilent(): void;
  /** Called once, however it ends. */
  onEnd(): void;
}

/** Plays a tune; an earlier one stops. Returns what stops it. */
export function playNotes(notes: readonly Note[], { onTime, onSilent, onEnd }: Listener): () => void {
  playing?.stop();
  const last = notes.at(-1);
  const end = last ? last.start + last.length : 0;
  const began = performance.now();
  let sound = soundOf(notes);
  // Without sound from the start, or from when that is known.
  let silentSince = sound ? undefined : began;
  if (!sound) onSilent();
  let frame = 0;
  const tick = (now: number) => {
    if (sound && sound.seconds() < 0 && now - began > patienceMs) {
      sound.stop();
      sound = undefined;
      silentSince = now;
      onSilent();
    }
    const seconds = silentSince === undefined ? sound!.seconds() : (now - silentSince) / 1000;
    const at = seconds / secondsPerUnit;
    if (at >= end) return stop();
    onTime(Math.max(0, at));
    frame = requestAnimationFrame(tick);
  };
  const stop = () => {
    if (playing !== current) return;
    playing = undefined;
    cancelAnimationFrame(frame);
    sound?.stop();
    onEnd();
  };
  const current = { stop };
  playing = current;
  frame = requestAnimationFrame(tick);
  return stop;
}

/** The notes as sound from now on; undefined where a browser makes none. Its seconds are below 0 until it is heard. */
function soundOf(notes: readonly Note[]): { seconds(): number; stop(): void } | undefined {
  let audio: AudioContext;
  try {
    audio = new AudioContext();
  } catch {
    return undefined;
  }
  const master = audio.createGain();
  master.gain.value = 0.25;
  master.connect(audio.destination);
  const begin = audio.currentTime + 0.05;
  for (const note of notes) if (note.pitch > 0) pluck(audio, master, note, begin);
  return { seconds: () => audio.currentTime - begin, stop: () => void audio.close() };
}

/** A plucked tone: quick attack, long release, a little softer the higher it is. */
function pluck(audio: AudioContext, out: AudioNode, note: Note, begin: number): void {
  const start = begin + note.start * secondsPerUnit;
  const end = start + Math.max(0.06, note.length * secondsPerUnit);
  const tone = audio.createOscillator();
  const gain = audio.createGain();
  tone.type = 'triangle';
  tone.frequency.value = 440 * 2 ** ((note.pitch - 69) / 12);
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(1, start + 0.012);
  gain.gain.exponentialRampToValueAtTime(0.25, end);
  gain.gain.linearRampToValueAtTime(0, end + 0.04);
  tone.connect(gain).connect(out);
  tone.start(start);
  tone.stop(end + 0.05);
}
