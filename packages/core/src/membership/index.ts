export { type LevelStanding, levelStanding, type MemberLevel } from "./level.js";
export { buyLitres, drawLitres, type LitreDraw, type LitreLot, returnLitres } from "./litres.js";
export {
  type PointsEarning,
  type PointsSpending,
  pointsBenefit,
  pointsEarned,
  spendablePoints,
  takeBackPoints,
} from "./points.js";
export {
  type PurseSpending,
  type Purses,
  type PursesRefusal,
  type RechargePackage,
  rechargePurses,
  spendPurses,
} from "./purses.js";
