import { maskPhone } from "@waystation/core/iam";
import type { FastifyBaseLogger } from "fastify";
import type { SmsSender } from "./sms.js";

/** For development: the message goes to the log instead of a phone. */
export const loggedSms = (log: FastifyBaseLogger): SmsSender => ({
  send: async ({ mobile, code, purpose }) => {
    log.info({ sms: { mobile: maskPhone(mobile), code, purpose } }, "a code that would be sent by SMS");
  },
});
