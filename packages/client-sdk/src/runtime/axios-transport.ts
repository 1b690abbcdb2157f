import axios, { AxiosHeaders } from "axios";

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

/** The one place that knows axios: XHR in browsers, Node's HTTP, fetch where neither is there. */
export const sendByAxios = async ({ method, url, headers, body, signal }: HttpRequest): Promise<HttpResponse> => {
  const answer = await axios.request<string>({
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
    withXSRFToken: false,
  });
  const received = AxiosHeaders.from(answer.headers as AxiosHeaders);
  return {
    status: answer.status,
    body: answer.data ?? "",
    header: (name) => received.get(name)?.toString(),
  };
};
