import { randomInt } from "node:crypto";

const WIDTH = 132;
const HEIGHT = 48;
const LENGTH = 4;

/**
 * Letters and digits that are not taken for one another, as strokes on a grid of 4 by 6: points are two digits (x, y), strokes
 * are parted by a blank. Strokes instead of text elements, which could simply be read.
 */
const glyphs: Readonly<Record<string, string>> = {
  A: "062046 1333",
  C: "4130100115364645",
  E: "40000646 0333",
  F: "400006 0333",
  H: "0006 4046 0343",
  J: "4045361605",
  K: "0006 40032346",
  L: "000646",
  M: "0600234046",
  N: "06004640",
  P: "0600304142330313",
  R: "06003041423303 2346",
  T: "0040 2026",
  U: "0005163645404040",
  V: "002640",
  W: "0016233640",
  X: "0046 4006",
  Y: "002340 2326",
  3: "0040234334453616050",
  4: "3600033343 3036",
  7: "004016",
};
const alphabet = Object.keys(glyphs);

const between = (least: number, most: number): number => least + (randomInt(1_000) / 1_000) * (most - least);
const shown = (value: number): string => value.toFixed(1);
const darkColour = (): string => `hsl(${randomInt(360)} 60% ${randomInt(25, 45)}%)`;

/** Four characters of the alphabet. */
export const randomCaptchaText = (): string =>
  Array.from({ length: LENGTH }, () => alphabet[randomInt(alphabet.length)]!).join("");

const path = (points: string, width: number): string =>
  `<path d="M${points}" fill="none" stroke="${darkColour()}" stroke-width="${shown(width)}" stroke-linecap="round" stroke-linejoin="round"/>`;

/** The strokes of one character, turned, slanted and shaken. */
const strokesOf = (character: string, index: number): string[] => {
  const angle = between(-0.35, 0.35);
  const slant = between(-0.25, 0.25);
  const size = between(4.2, 5);
  const left = 12 + index * 29 + between(-3, 3);
  const top = 8 + between(-3, 3);
  return glyphs[character]!.split(" ").map((stroke) => {
    const points = (stroke.match(/\d\d/g) ?? []).map((pair) => {
      const x = (Number(pair[0]) - 2 + (3 - Number(pair[1])) * slant) * size + between(-0.8, 0.8);
      const y = (Number(pair[1]) - 3) * size + between(-0.8, 0.8);
      const turnedX = left + 2 * size + x * Math.cos(angle) - y * Math.sin(angle);
      const turnedY = top + 3 * size + x * Math.sin(angle) + y * Math.cos(angle);
      return `${shown(turnedX)} ${shown(turnedY)}`;
    });
    return path(points.join("L"), between(2, 3.2));
  });
};

const scribble = (): string => {
  const point = () => `${shown(between(0, WIDTH))} ${shown(between(0, HEIGHT))}`;
  return path(`${point()}C${point()} ${point()} ${point()}`, between(0.8, 1.6));
};

const shuffled = (items: readonly string[]): string[] => {
  const left = [...items];
  return items.map(() => left.splice(randomInt(left.length), 1)[0]!);
};

/** An SVG that shows the text, differently each time. It slows scripts down; it does not stop a determined one. */
export const captchaImage = (text: string): string => {
  const strokes = [...text].flatMap(strokesOf);
  const noise = Array.from({ length: 5 }, scribble);
  const view = `width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${view}><rect width="100%" height="100%" fill="#f4f4f4"/>${shuffled([...strokes, ...noise]).join("")}</svg>`;
};
