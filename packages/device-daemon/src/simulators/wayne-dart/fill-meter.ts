import type { DisplayDecimals } from "./pump-options.js";

/** What the display shows, in units of its decimals. */
export interface Display {
  readonly volume: number;
  readonly amount: number;
}

/** Where the pump closes its valve. */
export type Preset = { readonly kind: "volume" | "amount"; readonly value: number } | undefined;

const BIGGEST = 99_999_999;

const rounded = (dividend: bigint, divisor: bigint): number => Number((dividend * 2n + divisor) / (divisor * 2n));

const amountScale = ({ volume, price, amount }: DisplayDecimals): bigint => 10n ** BigInt(volume + price - amount);

/** Volume × price on the display, half up. */
const amountOf = (volume: number, price: number, decimals: DisplayDecimals): number =>
  rounded(BigInt(volume) * BigInt(price), amountScale(decimals));

const volumeOf = (amount: number, price: number, decimals: DisplayDecimals): number =>
  rounded(BigInt(amount) * amountScale(decimals), BigInt(price));

/** The display after so much flow: it stops exactly at the preset. */
export const meter = (
  flowed: number,
  price: number,
  preset: Preset,
  decimals: DisplayDecimals,
): Display & { readonly isAtLimit: boolean } => {
  if (preset?.kind === "volume" && flowed >= preset.value) {
    return { volume: preset.value, amount: amountOf(preset.value, price, decimals), isAtLimit: true };
  }
  const amount = amountOf(flowed, price, decimals);
  if (preset?.kind === "amount" && amount >= preset.value) {
    return { volume: volumeOf(preset.value, price, decimals), amount: preset.value, isAtLimit: true };
  }
  return flowed >= BIGGEST || amount >= BIGGEST
    ? { volume: Math.min(flowed, BIGGEST), amount: Math.min(amount, BIGGEST), isAtLimit: true }
    : { volume: flowed, amount, isAtLimit: false };
};
