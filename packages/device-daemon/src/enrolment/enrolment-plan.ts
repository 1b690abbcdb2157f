import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { deviceId } from "@waystation/core/devices";
import { err, ok, type Result } from "@waystation/core/kernel";
import { parse } from "yaml";
import { type ConfigError, type ConfigProblem, fillPlaceholders } from "../config/index.js";

/** Who is to be enrolled, and where its secret goes. */
export interface EnrolmentPlan {
  readonly gatewayId: string;
  /** Absolute path of the file that `uplink.password` names. */
  readonly secretFile: string;
}

const wholeFile = /^\$\{file:([^}]+)\}$/;

const partOf = (value: unknown, key: string): unknown =>
  value !== null && typeof value === "object" ? (value as Record<string, unknown>)[key] : undefined;

/**
 * Reads of a configuration what enrolment needs. The rest is not checked yet: the configuration cannot be whole while its secret
 * file is not there.
 */
export const readEnrolmentPlan = (
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Result<EnrolmentPlan, ConfigError> => {
  const invalid = (...problems: ConfigProblem[]) => err({ code: "config.invalid" as const, file, problems });
  let document: unknown;
  try {
    document = parse(readFileSync(file, "utf8"), { prettyErrors: false });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return invalid({ key: "", reason: code === "ENOENT" ? "no such file" : message });
  }
  const directory = dirname(resolve(file));
  const uplink = partOf(document, "uplink");
  const names = { gatewayId: partOf(document, "gatewayId"), username: partOf(uplink, "username") };
  const { filled, problems } = fillPlaceholders(names, environment, directory);
  if (problems.length > 0) return invalid(...problems);
  const gatewayId = deviceId.safeParse(partOf(filled, "gatewayId"));
  if (!gatewayId.success) return invalid({ key: "gatewayId", reason: gatewayId.error.issues[0]?.message ?? "" });
  const username = partOf(filled, "username");
  if (username !== undefined && username !== gatewayId.data) {
    return invalid({ key: "uplink.username", reason: "must be the gateway's id, or left out" });
  }
  const password = partOf(uplink, "password");
  const path = typeof password === "string" ? wholeFile.exec(password)?.[1] : undefined;
  if (path === undefined) {
    const reason = 'must name the file that the secret shall go to, as "${' + 'file:gateway.secret}"';
    return invalid({ key: "uplink.password", reason });
  }
  return ok({ gatewayId: gatewayId.data, secretFile: resolve(directory, path) });
};
