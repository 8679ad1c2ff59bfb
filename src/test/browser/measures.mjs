// What can be measured on a page: run inside it by page.evaluate, so each stands alone.

/** Waits until all that moves and will stop has stopped. */
export function still() {
  return Promise.allSettled(document.getAnimations()
    .filter(each => each.effect.getComputedTiming().iterations !== Infinity)
    .map(each => each.finished));
}

/** Texts that a person sees, each with its element's path, and whether it is a name or a code. */
export function visibleTexts() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    const text = node.textContent.trim();
    const shown = parent.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (!text || !shown || parent.closest('svg')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { width, height } = range.getBoundingClientRect();
    if (width <= 1 || height <= 1) continue;
    const own = parent.closest('.name, .names, .code, [data-own]') !== null;
    texts.push({ text, lang: parent.closest('[lang]').lang, own });
  }
  return texts;
}

/** Texts whose contrast is below WCAG's AA, with the ratio; disabled controls are exempt. */
export function faintTexts() {
  const numbers = colour => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const rgba = colour => {
    const [r, g, b, a = 1] = numbers(colour);
    return { r, g, b, a };
  };
  const over = (top, under) => {
    const mix = name => top[name] * top.a + under[name] * (1 - top.a);
    return { r: mix('r'), g: mix('g'), b: mix('b'), a: 1 };
  };
  const light = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map(each => each / 255)
      .map(each => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ratio = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };

  /** All that may be behind an element: a gradient may be any of its colours. */
  function grounds(element) {
    if (element === null) return [{ r: 255, g: 255, b: 255, a: 1 }];
    const style = getComputedStyle(element);
    const own = [rgba(style.backgroundColor),
      ...(style.backgroundImage.match(/rgba?\([^)]*\)/g) ?? []).map(rgba)].filter(({ a }) => a > 0);
    if (own.some(({ a }) => a === 1)) return own.filter(({ a }) => a === 1);
    const under = grounds(element.parentElement);
    return own.length === 0 ? under : own.flatMap(top => under.map(each => over(top, each)));
  }

  function opacity(element) {
    return element === null ? 1
      : Number(getComputedStyle(element).opacity) * opacity(element.parentElement);
  }

  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    const text = node.textContent.trim();
    const range = document.createRange();
    range.selectNodeContents(node);
    const { width, height } = range.getBoundingClientRect();
    if (!text || width <= 1 || height <= 1 || !parent.checkVisibility({ visibilityProperty: true })
      || parent.closest(':disabled, [aria-disabled=true], svg')) continue;
    const style = getComputedStyle(parent);
    const colour = rgba(style.color);
    const seen = { ...colour, a: colour.a * opacity(parent) };
    const worst = Math.min(...grounds(parent).map(ground => ratio(over(seen, ground), ground)));
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (worst < (large ? 3 : 4.5)) {
      faint.push(`"${text}" has ${worst.toFixed(2)} (${parent.tagName}.${parent.className})`);
    }
  }
  return faint;
}

/** Controls below a place that are seen and smaller than a finger, with their sizes. */
export function smallTargets(least) {
  return [...document.querySelectorAll('button, a[href], input, select, summary, [role=button]')]
    .filter(node => node.checkVisibility({ visibilityProperty: true }) && !node.closest('.hand'))
    .map(node => ({ node, box: node.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 1 && Math.round(Math.min(box.width, box.height)) < least)
    .map(({ node, box }) => `${node.dataset.testid ?? node.textContent.trim()} is `
      + `${Math.round(box.width)}×${Math.round(box.height)}`);
}

/** Of each card in the hand, the box of what a finger can reach of it. */
export function reachableCards() {
  return [...document.querySelectorAll('.hand .card')].map(node => {
    const box = node.getBoundingClientRect();
    const points = [];
    for (let x = box.left + 1; x < box.right; x += 2) {
      for (let y = box.top + 1; y < box.bottom; y += 2) {
        const at = document.elementFromPoint(x, y);
        if (at !== null && node.contains(at)) points.push([x, y]);
      }
    }
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    const reach = all => (all.length === 0 ? 0 : Math.max(...all) - Math.min(...all) + 2);
    const middle = all => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
    const size = { width: reach(xs), height: reach(ys) };
    return { card: node.dataset.card, ...size, x: middle(xs), y: middle(ys) };
  });
}

/** How far a page is larger than its window. */
export function overflow() {
  const { scrollWidth, scrollHeight } = document.documentElement;
  const more = (size, window) => Math.max(0, size - window);
  return { right: more(scrollWidth, innerWidth), below: more(scrollHeight, innerHeight) };
}

/** Where the middles of seats and of the cards on the table are, by their places. */
export function places() {
  const all = {};
  document.querySelectorAll('.seat[data-place], .trick .card[data-place]').forEach(node => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    const what = node.classList.contains('card') ? 'card' : 'seat';
    all[`${what} ${node.dataset.place}`] = [(left + right) / 2, (top + bottom) / 2].map(Math.round);
  });
  return all;
}

/** From now on keeps all that live regions say, in window.announced. */
export function listenToLiveRegions() {
  window.announced = [];
  const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]';
  new MutationObserver(changes => changes.forEach(({ target }) => {
    const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
    const region = element?.closest(live);
    if (region) window.announced.push(region.textContent.replace(/\s+/g, ' ').trim());
  })).observe(document.body, { subtree: true, childList: true, characterData: true });
}
