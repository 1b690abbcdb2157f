/** What a charging profile limits: the whole station, any transaction without its own profile, or one transaction. */
export type ProfilePurpose = "station-max" | "transaction-default" | "transaction";

/** From `startS` seconds after the schedule's start on, at most `limit`. */
export interface SchedulePeriod {
  readonly startS: number;
  readonly limit: number;
  /** Phases that a limit in watts is spread over; 3 where absent. */
  readonly phases?: number;
}

/**
 * A charging profile of OCPP 1.6 or 2.0.1. Absolute schedules need `startMs`; recurring ones begin anew every day or week from
 * `startMs` on; relative ones begin with the transaction. Without a duration the last period goes on.
 */
export interface ChargingProfile {
  readonly purpose: ProfilePurpose;
  readonly stackLevel: number;
  readonly kind: "absolute" | "recurring-daily" | "recurring-weekly" | "relative";
  readonly unit: "A" | "W";
  readonly startMs?: number;
  readonly durationS?: number;
  readonly validFromMs?: number;
  readonly validToMs?: number;
  readonly periods: readonly SchedulePeriod[];
}

/** The span and the unit asked for, and what relative schedules and conversions between A and W need. */
export interface CompositeQuery {
  readonly fromMs: number;
  readonly toMs: number;
  readonly unit: "A" | "W";
  readonly transactionStartMs?: number;
  /** Volts between phase and neutral; 230 where absent. */
  readonly voltageV?: number;
}

/** The limits that come out; a limit of null means that no profile limits that span. */
export interface CompositeSchedule {
  readonly startMs: number;
  readonly durationS: number;
  readonly unit: "A" | "W";
  readonly periods: readonly { readonly startS: number; readonly limit: number | null }[];
}

const DAY_MS = 86_400_000;
const intervalMs = { "recurring-daily": DAY_MS, "recurring-weekly": 7 * DAY_MS };

/** Starts of a profile's schedule that may still count during the query. */
const startsOf = (profile: ChargingProfile, { fromMs, toMs, transactionStartMs }: CompositeQuery): number[] => {
  const { kind, startMs } = profile;
  if (kind === "relative") return [transactionStartMs ?? fromMs];
  if (startMs === undefined) return [];
  if (kind === "absolute") return [startMs];
  const everyMs = intervalMs[kind];
  const starts: number[] = [];
  const first = startMs + Math.max(0, Math.floor((fromMs - startMs) / everyMs)) * everyMs;
  for (let start = first; start < toMs; start += everyMs) starts.push(start);
  return starts;
};

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly limit: number;
}

const stretchesOf = (profile: ChargingProfile, query: CompositeQuery): Stretch[] => {
  const { kind, periods, durationS = Number.POSITIVE_INFINITY } = profile;
  const everyMs =
    kind === "recurring-daily" || kind === "recurring-weekly" ? intervalMs[kind] : Number.POSITIVE_INFINITY;
  const voltageV = query.voltageV ?? 230;
  const convert = ({ limit, phases = 3 }: SchedulePeriod) => {
    if (profile.unit === query.unit) return limit;
    return query.unit === "A" ? limit / (voltageV * phases) : limit * voltageV * phases;
  };
  return startsOf(profile, query).flatMap((startMs) => {
    const endMs = Math.min(
      startMs + durationS * 1000,
      startMs + everyMs,
      profile.validToMs ?? Number.POSITIVE_INFINITY,
    );
    return periods
      .map((period, index) => {
        const next = periods[index + 1];
        return {
          fromMs: Math.max(startMs + period.startS * 1000, profile.validFromMs ?? Number.NEGATIVE_INFINITY),
          toMs: next === undefined ? endMs : Math.min(startMs + next.startS * 1000, endMs),
          limit: convert(period),
        };
      })
      .filter((stretch) => stretch.fromMs < stretch.toMs);
  });
};

/**
 * What all profiles together allow (GetCompositeSchedule): within a purpose the highest stack level that has a limit at the moment wins,
 * the transaction's own profile overrides the default, and the station's maximum lowers both.
 */
export const compositeSchedule = (profiles: readonly ChargingProfile[], query: CompositeQuery): CompositeSchedule => {
  const { fromMs, toMs, unit } = query;
  const ranked = [...profiles]
    .sort((a, b) => b.stackLevel - a.stackLevel)
    .map((profile) => ({ purpose: profile.purpose, stretches: stretchesOf(profile, query) }));
  const limitOf = (purpose: ProfilePurpose, atMs: number): number | null => {
    const active = ranked
      .filter((profile) => profile.purpose === purpose)
      .flatMap(({ stretches }) => stretches.filter((stretch) => stretch.fromMs <= atMs && atMs < stretch.toMs));
    return active[0]?.limit ?? null;
  };
  const limitAt = (atMs: number): number | null => {
    const own = limitOf("transaction", atMs) ?? limitOf("transaction-default", atMs);
    const most = limitOf("station-max", atMs);
    return own === null || most === null ? (own ?? most) : Math.min(own, most);
  };
  const edges = ranked.flatMap(({ stretches }) => stretches.flatMap((stretch) => [stretch.fromMs, stretch.toMs]));
  const changes = [...new Set([fromMs, ...edges.filter((atMs) => atMs > fromMs && atMs < toMs)])].sort((a, b) => a - b);
  const limits = changes.map((atMs) => ({ startS: (atMs - fromMs) / 1000, limit: limitAt(atMs) }));
  return {
    startMs: fromMs,
    durationS: (toMs - fromMs) / 1000,
    unit,
    periods: limits.filter(({ limit }, index) => index === 0 || limit !== limits[index - 1]?.limit),
  };
};
