import { describe, expect, it } from "vitest";
import { createSecret, hashOfSecret, matchesSecret } from "./secret-hash.js";

describe("a stored secret", () => {
  it("is found again by the secret alone", async () => {
    const secret = createSecret();
    const stored = await hashOfSecret(secret);
    expect(stored).not.toContain(secret);
    expect(await matchesSecret(Buffer.from(secret), stored)).toBe(true);
    for (const wrong of ["", secret.slice(1), `${secret} `, createSecret()]) {
      expect(await matchesSecret(Buffer.from(wrong), stored)).toBe(false);
    }
  });

  it("differs from every other of the same secret", async () => {
    expect(await hashOfSecret("same")).not.toBe(await hashOfSecret("same"));
  });

  it("may be a line that mosquitto_passwd 2.0.11 made", async () => {
    const made =
      "$7$101$Z1VSpl5+adCyjOZh$w3oW3hQl3LdndorotIji6n7cKTDcad2vqAhduBtGmHtNNTO6HoVoRFNXFTZtx5Uzt9Ki1XyV9koiO6lRUgbJlw==";
    expect(await matchesSecret(Buffer.from("secret"), made)).toBe(true);
  });

  it("may be the SHA-256 of the first release", async () => {
    const made = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
    expect(await matchesSecret(Buffer.from("secret"), made)).toBe(true);
    expect(await matchesSecret(Buffer.from("Secret"), made)).toBe(false);
  });

  it("that cannot be read fits nothing", async () => {
    for (const stored of ["", "secret", "$7$101$salt", "$6$salt$hash"]) {
      expect(await matchesSecret(Buffer.from("secret"), stored)).toBe(false);
    }
  });
});
