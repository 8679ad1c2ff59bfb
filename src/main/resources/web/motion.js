// Movement that explains: where a card came from, who took the trick. Nothing waits for it, and
// whoever asks for less motion gets none.

const still = matchMedia('(prefers-reduced-motion: reduce)');

const middle = box => ({ x: box.left + box.width / 2, y: box.top + box.height / 2 });

/** From where another node is, or was, to where this one lies. */
export function comeFrom(node, box, { ms = 260, delay = 0, scale = 0.7 } = {}) {
  if (still.matches || !box || !node.animate) return;
  const [from, to] = [middle(box), middle(node.getBoundingClientRect())];
  const rest = getComputedStyle(node).transform;
  node.animate([
    { transform: `translate(${from.x - to.x}px, ${from.y - to.y}px) `
      + `${rest === 'none' ? '' : rest} scale(${scale})` },
    { transform: rest },
  ], { duration: ms, delay, easing: 'cubic-bezier(.2,.8,.3,1)', fill: 'backwards' });
}

/** Moves a picture of the node to the box, and ends it there; the node itself may be gone. */
export function goTo(node, box, ms = 320) {
  if (still.matches || !box || !node.animate) {
    node.remove();
    return;
  }
  const [from, to] = [middle(node.getBoundingClientRect()), middle(box)];
  const rest = getComputedStyle(node).transform;
  node.animate([
    { transform: rest, opacity: 1 },
    { transform: `translate(${to.x - from.x}px, ${to.y - from.y}px) `
      + `${rest === 'none' ? '' : rest} scale(.3)`, opacity: 0.3 },
  ], { duration: ms, easing: 'ease-in', fill: 'forwards' }).onfinish = () => node.remove();
  node.classList.add('going');
}

/** Says no without words. */
export function shake(node) {
  if (still.matches) return;
  node.animate([0, -6, 6, -4, 4, 0].map(x => ({ transform: `translateX(${x}px)` })),
    { duration: 260 });
}
