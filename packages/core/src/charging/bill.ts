import { addRational, type Rational, rational } from "../kernel/index.js";
import { type Fen, sumFen } from "../money/index.js";
import type { PriceSegment } from "./station-config.js";

/** The energy that flowed under one price; instants are exact milliseconds since the epoch. */
export interface DetailPart {
  readonly from: Rational;
  readonly to: Rational;
  readonly energyWh: Rational;
  readonly price: PriceSegment;
}

/** One uninterrupted charge at one pile (详单). Each fee is rounded once, half up; `totalFen` is their sum. */
export interface ChargingDetail {
  /** Counts the detail records of the station from 1. */
  readonly number: number;
  /** When the record was made, and when energy began and ceased to flow: exact milliseconds since the epoch. */
  readonly madeAt: Rational;
  readonly start: Rational;
  readonly stop: Rational;
  readonly pile: string;
  readonly energyWh: Rational;
  readonly energyFeeFen: Fen;
  /** Occupancy after the grace time included. */
  readonly serviceFeeFen: Fen;
  readonly totalFen: Fen;
  readonly parts: readonly DetailPart[];
}

/** What a car owes for one stay: all its detail records, more than one where a fault interrupted it. */
export interface ChargingBill {
  readonly car: string;
  readonly queueNumber: string;
  readonly madeAt: Rational;
  readonly arrivedAt: Rational;
  readonly details: readonly ChargingDetail[];
  readonly energyWh: Rational;
  readonly energyFeeFen: Fen;
  readonly serviceFeeFen: Fen;
  readonly totalFen: Fen;
}

/** Sums of detail records: every fee of the whole is the sum of the rounded fees of its parts. */
export const totalFees = (details: readonly Pick<ChargingDetail, "energyFeeFen" | "serviceFeeFen" | "totalFen">[]) => ({
  energyFeeFen: sumFen(details.map((detail) => detail.energyFeeFen)),
  serviceFeeFen: sumFen(details.map((detail) => detail.serviceFeeFen)),
  totalFen: sumFen(details.map((detail) => detail.totalFen)),
});

/** The bill of one stay: its detail records and their sums. */
export const createBill = (
  stay: Pick<ChargingBill, "car" | "queueNumber" | "madeAt" | "arrivedAt" | "details">,
): ChargingBill => ({
  ...stay,
  ...totalFees(stay.details),
  energyWh: stay.details.reduce((sum, { energyWh }) => addRational(sum, energyWh), rational(0)),
});
