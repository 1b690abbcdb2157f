import { err, ok, type Result } from "@waystation/core/kernel";

/** Bytes as upper-case hex separated by spaces, e.g. `50 20 FA`. */
export const formatHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");

/** Text that is not a whole number of bytes in hex. */
export type HexError =
  | { readonly code: "hex.not-hex"; readonly character: string }
  | { readonly code: "hex.odd-digits"; readonly digits: number };

/** Reads hex in any case, as tools print it: white space, `:`, `-`, `,` between bytes and `0x` before them may stand. */
export const parseHex = (text: string): Result<Uint8Array, HexError> => {
  const digits = text.replace(/(^|[\s:,-])0x/gi, "$1").replace(/[\s:,-]+/g, "");
  const stranger = /[^0-9a-fA-F]/.exec(digits);
  if (stranger) return err({ code: "hex.not-hex", character: stranger[0] });
  if (digits.length % 2 === 1) return err({ code: "hex.odd-digits", digits: digits.length });
  return ok(Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
};
