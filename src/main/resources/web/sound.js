// Short tones made on the spot, so that nothing is loaded. A browser lets a page sound only after
// the player has touched it; until then it is silent.

import { settings } from './settings.js';

/** Pitch in Hz, length in s, and how long after the first. */
const SOUNDS = {
  card: [[520, 0.05, 0, 'triangle']],
  trick: [[440, 0.09, 0, 'sine'], [660, 0.12, 0.09, 'sine']],
  turn: [[784, 0.12, 0, 'sine'], [988, 0.16, 0.11, 'sine']],
  deal: [[300, 0.04, 0, 'triangle'], [340, 0.04, 0.07, 'triangle'], [380, 0.04, 0.14, 'triangle']],
  won: [[523, 0.14, 0, 'sine'], [659, 0.14, 0.13, 'sine'], [784, 0.28, 0.26, 'sine']],
  lost: [[392, 0.18, 0, 'sine'], [330, 0.3, 0.17, 'sine']],
  kot: [[523, 0.1, 0, 'square'], [659, 0.1, 0.1, 'square'], [784, 0.1, 0.2, 'square'],
    [1047, 0.35, 0.3, 'square']],
};
const LOUDNESS = { sine: 0.12, triangle: 0.16, square: 0.04 };

let audio = null;

export function sound(name) {
  if (!settings.sound || !navigator.userActivation?.hasBeenActive) return;
  audio ??= new AudioContext();
  if (audio.state === 'suspended') audio.resume();
  SOUNDS[name].forEach(([pitch, length, after, type]) => {
    const [tone, gain] = [audio.createOscillator(), audio.createGain()];
    const start = audio.currentTime + after;
    tone.type = type;
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(LOUDNESS[type], start);
    gain.gain.exponentialRampToValueAtTime(0.001, start + length);
    tone.connect(gain).connect(audio.destination);
    tone.start(start);
    tone.stop(start + length);
  });
}
