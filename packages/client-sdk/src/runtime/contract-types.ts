/** The path parameters of an operation of the OpenAPI document. */
export type PathOf<Operation> = Operation extends { parameters: { path: infer Path } } ? Path : never;

/** Its query parameters without those that the SDK fills by itself. */
export type QueryOf<Operation, Filled extends string = never> = Operation extends {
  parameters: { query?: infer Query };
}
  ? Omit<NonNullable<Query>, Filled>
  : never;

/** Its JSON body. */
export type BodyOf<Operation> = Operation extends {
  requestBody?: { content: { "application/json": infer Body } };
}
  ? Body
  : never;

type EnvelopeOf<Operation> = Operation extends {
  responses: { 200: { content: { "application/json": infer Envelope } } };
}
  ? Envelope
  : never;

/** What a call resolves to: one property of the envelope, or the envelope without code and message. */
export type AnswerOf<Operation, Unwrap extends string | undefined = undefined> = Unwrap extends string
  ? EnvelopeOf<Operation>[Unwrap & keyof EnvelopeOf<Operation>]
  : Omit<EnvelopeOf<Operation>, "code" | "message" | "msg">;

/** An item of a page. */
export type ItemOf<Page, Items extends string> =
  Page extends Readonly<Record<Items, readonly (infer Item)[]>> ? Item : never;
