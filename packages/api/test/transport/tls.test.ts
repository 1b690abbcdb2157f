import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterAll, describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config.js";
import { speaksTls } from "../../src/http-options.js";
import { openStation } from "../station/open-station.js";

const folder = mkdtempSync(join(tmpdir(), "waystation-tls-"));
afterAll(() => rmSync(folder, { recursive: true }));

const files = { tlsCertFile: join(folder, "cert.pem"), tlsKeyFile: join(folder, "key.pem") };

const canMakeCertificate = (): boolean => {
  const args = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1";
  try {
    execFileSync("openssl", [...args.split(" "), "-out", files.tlsCertFile, "-keyout", files.tlsKeyFile], {
      stdio: "ignore",
    });
    return true;
  } catch {
    process.stderr.write("openssl is not installed: TLS in process is not tested\n");
    return false;
  }
};

const versionOf = (port: number, maxVersion: "TLSv1.1" | "TLSv1.2" | "TLSv1.3"): Promise<string> =>
  new Promise((resolve) => {
    const ciphers = "DEFAULT:@SECLEVEL=0";
    const socket = connect({
      port,
      host: "127.0.0.1",
      minVersion: "TLSv1",
      maxVersion,
      ciphers,
      rejectUnauthorized: false,
    });
    socket.once("secureConnect", () => {
      resolve(socket.getProtocol() ?? "none");
      socket.destroy();
    });
    socket.once("error", () => resolve("refused"));
  });

describe.runIf(canMakeCertificate())("TLS in process", () => {
  it("speaks 1.2 and 1.3 only, and asks browsers to stay with it", async () => {
    const station = await openStation({ settings: files });
    try {
      const url = new URL("/livez", station.server.url);
      expect(url.protocol).toBe("https:");
      const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
        get(url, { ca: readFileSync(files.tlsCertFile), agent: false }, (answer) => {
          answer.resume().once("end", () => resolve(answer.headers));
        }).once("error", reject);
      });
      expect(headers["strict-transport-security"]).toBe("max-age=31536000");
      const port = Number(url.port);
      expect(await versionOf(port, "TLSv1.1")).toBe("refused");
      expect(await versionOf(port, "TLSv1.2")).toBe("TLSv1.2");
      expect(await versionOf(port, "TLSv1.3")).toBe("TLSv1.3");
    } finally {
      await station.close();
    }
  });

  it("refuses to start with half of its settings, or with a file that is not there", async () => {
    expect(() => speaksTls(loadConfig({}, { tlsCertFile: files.tlsCertFile }))).toThrow("belong together");
    const missing = { ...files, tlsKeyFile: join(folder, "nowhere.pem") };
    await expect(openStation({ settings: missing })).rejects.toThrow("WAYSTATION_TLS_KEY");
  });
});
