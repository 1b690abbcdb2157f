/** A one-time code on its way to a phone. */
export interface CodeMessage {
  readonly mobile: string;
  readonly code: string;
  readonly purpose: string;
  readonly expiresInS: number;
}

/** Sends short messages. Rejects when the provider did not take the message. */
export interface SmsSender {
  send(message: CodeMessage): Promise<void>;
}
