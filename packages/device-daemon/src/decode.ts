import { err, ok, type Result } from "@waystation/core/kernel";
import { codecs, type DecodedFrame, type Direction, parseHex } from "./codecs/index.js";

/** Why recorded bytes could not be read at all: the way the command was called. */
export interface DecodeUsageError {
  readonly code: "decode.usage";
  readonly message: string;
}

const usage = (message: string): Result<never, DecodeUsageError> => err({ code: "decode.usage", message });

const isDirection = (text: string | undefined): text is Direction | undefined =>
  text === undefined || text === "to-device" || text === "from-device";

/** Reads recorded bytes of a protocol. The hex arguments are joined; case and white space do not matter. */
export const decode = (
  protocol: string,
  hexArguments: readonly string[],
  options: { readonly direction?: string | undefined } = {},
): Result<readonly DecodedFrame[], DecodeUsageError> => {
  const codec = codecs.get(protocol);
  if (!codec) return usage(`unknown protocol "${protocol}"; known: ${[...codecs.keys()].join(", ")}`);
  const { direction } = options;
  if (!isDirection(direction)) return usage(`--direction is to-device or from-device, not "${direction}"`);
  const bytes = parseHex(hexArguments.join(""));
  if (bytes.ok) return ok(codec.decode(bytes.value, direction));
  return bytes.error.code === "hex.not-hex"
    ? usage(`"${bytes.error.character}" is not a hex digit`)
    : usage(`${bytes.error.digits} hex digits are not whole bytes`);
};

/** What a command prints and how it ends. */
export interface DecodeRun {
  readonly lines: readonly string[];
  readonly exitCode: 0 | 2;
  /** One line for standard error. */
  readonly error?: string;
}

/** The decode command without its process: one JSON object a line; exit code 2 only for a wrong call. */
export const runDecode = (
  protocol: string,
  hexArguments: readonly string[],
  options: { readonly direction?: string | undefined } = {},
): DecodeRun => {
  const decoded = decode(protocol, hexArguments, options);
  return decoded.ok
    ? { lines: decoded.value.map((frame) => JSON.stringify(frame)), exitCode: 0 }
    : { lines: [], exitCode: 2, error: `decode: ${decoded.error.message}` };
};

/** Help text of the decode command. */
export const decodeHelp = `
Prints one JSON object for each frame or stretch of other bytes:
  kind       frame, noise, bad-checksum, truncated or oversize
  hex        the bytes as they came; all lines together are the input
  reencoded  the message encoded again (null unless kind is frame)
  message    the reading; transactions are under "transactions". Without --direction, where the two readings differ
             and both are possible, they are under "asController" and "asPump" instead.

Hex may be in any case, with spaces, colons, dashes, commas or 0x between bytes or nothing, in one or several arguments.
Example: waystation-daemon decode wayne-dart "50 31 01 01 05 AE 50" --direction from-device
`;
