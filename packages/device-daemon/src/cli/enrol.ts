import type { Command } from "commander";
import { describeConfigError } from "../config/index.js";
import { describeEnrolmentError, openSecretFile, readEnrolmentPlan, requestSecret } from "../enrolment/index.js";
import { type CliContext, EXIT } from "./cli-context.js";

const ANSWER_LIMIT_MS = 15_000;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

interface EnrolOptions {
  readonly api: string;
  readonly code: string;
  readonly config: string;
}

const enrol = async ({ api, code, config }: EnrolOptions, cli: CliContext): Promise<void> => {
  const fail = (line: string, exitCode: number) => {
    cli.complain(line);
    cli.exitCode = exitCode;
  };
  const url = URL.canParse(api) ? new URL(api) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return fail("--api is not an http or https address", EXIT.usage);
  const plan = readEnrolmentPlan(config, cli.environment);
  if (!plan.ok) return fail(describeConfigError(plan.error), EXIT.usage);
  const { gatewayId, secretFile } = plan.value;
  if (url.protocol === "http:" && !LOOPBACK.has(url.hostname)) {
    cli.complain(`warning: ${url.origin} is not https: whoever is on the way reads code and secret`);
  }
  const file = await openSecretFile(secretFile).catch((error: Error) => {
    fail(`cannot write ${secretFile}: ${error.message}`, EXIT.failed);
  });
  if (!file) return;
  const signal = AbortSignal.any([cli.signal, AbortSignal.timeout(ANSWER_LIMIT_MS)]);
  const secret = await requestSecret({ api: url, code, gatewayId, signal });
  if (!secret.ok) {
    await file.discard();
    return fail(describeEnrolmentError(secret.error), EXIT.failed);
  }
  await file.save(secret.value);
  cli.print(`${gatewayId} is enrolled; its secret is in ${secretFile}`);
};

/** `enrol`: a one-time code becomes the gateway's secret. */
export const addEnrol = (program: Command, cli: CliContext): void => {
  program
    .command("enrol")
    .description("turn a one-time code of the API into this gateway's secret, in the file that uplink.password names")
    .requiredOption("--api <url>", "address of the API, https://…")
    .requiredOption("--code <code>", "what `waystation-api gateways enrol` printed")
    .requiredOption("--config <file>", "YAML configuration")
    .action((options: EnrolOptions) => enrol(options, cli));
};
