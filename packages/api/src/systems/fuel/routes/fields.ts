import { z } from "zod";

export const nothing = z.null();
export const optionalText = z.string().max(200).optional();
