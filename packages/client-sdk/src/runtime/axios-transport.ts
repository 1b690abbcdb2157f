import axios, { type AxiosError, AxiosHeaders } from "axios";

/** One exchange over HTTP: bodies are text, every status is an answer. Rejects when none came. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly body: string;
  header(name: string): string | undefined;
}

const asIs = (data: unknown): unknown => data;

/** An AxiosError holds the request, token and password included, and errors end in logs: only what went wrong goes on. */
const withoutRequest = ({ message, code }: AxiosError): Error => Object.assign(new Error(message), { code });

/** The one place that knows axios: XHR in browsers, Node's HTTP, fetch where neither is there. */
export const sendByAxios = async ({ method, url, headers, body, signal }: HttpRequest): Promise<HttpResponse> => {
  const sent = axios.request<string>({
    method,
    url,
    // false: axios would call an empty body a form.
    headers: { ...headers, "Content-Type": body === undefined ? false : "application/json" },
    data: body,
    signal,
    responseType: "text",
    transformRequest: asIs,
    transformResponse: asIs,
    validateStatus: null,
    // An API does not redirect: the body would go wherever the answer points.
    maxRedirects: 0,
    withXSRFToken: false,
  });
  const answer = await sent.catch((failure: AxiosError) => {
    throw withoutRequest(failure);
  });
  const received = AxiosHeaders.from(answer.headers as AxiosHeaders);
  return {
    status: answer.status,
    body: answer.data ?? "",
    header: (name) => received.get(name)?.toString(),
  };
};
