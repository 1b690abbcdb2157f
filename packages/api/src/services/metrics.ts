import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What operators watch. Labels are taken from short lists, never from what a caller sent. */
export interface Metrics {
  readonly registry: Registry;
  /** Things that somebody responsible for security wants to see: refused sign-ins, denials, limits reached. */
  readonly securityEvents: { count(name: string): void };
  readonly requests: { observe(operation: string, status: number, durationMs: number): void };
  readonly inFlight: Gauge;
  /** Events of daemons: how many came, and how many of them had to be kept apart. */
  readonly ingest: { count(received: number, quarantined: number): void };
}

/** The metrics of one server; each server of a process has its own. */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "waystation_http_request_duration_seconds",
    help: "Time from a request's headers to the end of its answer; its count is the number of requests",
    labelNames: ["operation", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const security = new Counter({
    name: "waystation_security_events_total",
    help: "Refused sign-ins by reason, denials, limits reached, exports and the like",
    labelNames: ["event"],
    registers,
  });
  const events = new Counter({
    name: "waystation_device_events_total",
    help: "Events that daemons sent",
    labelNames: ["outcome"],
    registers,
  });
  return {
    registry,
    inFlight: new Gauge({
      name: "waystation_http_requests_in_flight",
      help: "Requests under way",
      registers,
    }),
    securityEvents: { count: (event) => security.inc({ event }) },
    requests: {
      observe: (operation, status, durationMs) =>
        requests.observe({ operation, status: String(status) }, durationMs / 1000),
    },
    ingest: {
      count: (received, quarantined) => {
        events.inc({ outcome: "received" }, received);
        events.inc({ outcome: "quarantined" }, quarantined);
      },
    },
  };
};
