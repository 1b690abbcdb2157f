export { foldByKey, foldByPeriod, type Measures, type PeriodFold, type PeriodSums, type Sums } from "./fold.js";
export { type Period, type PeriodLength, periodAt, periodsBetween } from "./period.js";
export { completionPercent, growthPercent, marginPercent, mean, percent, sharePercents, topN } from "./ratio.js";
export { type Activity, type Cohort, retentionByCohort, retentionPercent } from "./retention.js";
