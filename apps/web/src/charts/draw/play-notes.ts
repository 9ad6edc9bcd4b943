import type { Note } from '../prepare/sequence.ts';

const secondsPerUnit = 0.2;
let playing: { stop(): void } | undefined;

/** Plays a tune; an earlier one stops. `onEnd` is called once, however it ends. Times in `at` are units of the notes. */
export function playNotes(notes: readonly Note[], onTime: (at: number) => void, onEnd: () => void): () => void {
  playing?.stop();
  const audio = new AudioContext();
  const master = audio.createGain();
  master.gain.value = 0.25;
  master.connect(audio.destination);
  const begin = audio.currentTime + 0.05;
  for (const note of notes) {
    if (note.pitch > 0) sound(audio, master, note, begin);
  }
  const last = notes.at(-1);
  const end = last ? last.start + last.length : 0;
  let frame = 0;
  const tick = () => {
    const at = (audio.currentTime - begin) / secondsPerUnit;
    if (at >= end) return stop();
    onTime(Math.max(0, at));
    frame = requestAnimationFrame(tick);
  };
  const stop = () => {
    if (playing !== current) return;
    playing = undefined;
    cancelAnimationFrame(frame);
    void audio.close();
    onEnd();
  };
  const current = { stop };
  playing = current;
  frame = requestAnimationFrame(tick);
  return stop;
}

/** A plucked tone: quick attack, long release, a little softer the higher it is. */
function sound(audio: AudioContext, out: AudioNode, note: Note, begin: number): void {
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
