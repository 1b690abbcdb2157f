export { type AllocationError, type AllocationOptions, allocateFen } from "./allocate.js";
export { type DecimalFault, formatDecimal, parseDecimal } from "./decimal.js";
export { addFen, type Fen, fen, negateFen, subtractFen, sumFen, zeroFen } from "./fen.js";
export { divideRounded, multiplyDivide, type Rounding } from "./rounding.js";
export { formatYuan, parseYuan, type YuanError, yuanNumber } from "./yuan.js";
