import type { Fen } from "@waystation/core/money";

/** What a provider says of one of its transactions. */
export interface ProviderTransaction {
  readonly transactionId: string;
  readonly method: string;
  readonly amountFen: Fen;
  readonly state: "paid" | "unpaid" | "refunded";
}

/** An online payment provider. A client's word counts for nothing until `query` agrees. */
export interface PaymentProvider {
  /** Undefined for a transaction that the provider does not know. */
  query(method: string, transactionId: string): Promise<ProviderTransaction | undefined>;
}
