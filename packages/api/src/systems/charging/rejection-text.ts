import type { ChargingRejection } from "@waystation/core/charging";

/** What a driver is told when the engine refuses; a new reason does not compile until it has a text. */
const texts: Readonly<Record<ChargingRejection["code"], string>> = {
  "charging.time-goes-back": "请求时间早于站点当前时间",
  "charging.unknown-car": "当前没有充电请求",
  "charging.car-already-in-station": "已有进行中的充电请求",
  "charging.waiting-area-full": "等候区已满",
  "charging.amount-not-positive": "充电量必须大于0",
  "charging.amount-exceeds-battery": "充电量超过电池容量",
  "charging.car-in-charging-area": "车辆已在充电区，不能修改请求，请取消后重新申请",
  "charging.car-in-fault-queue": "车辆在故障队列中，不能修改请求，请取消后重新申请",
  "charging.unknown-pile": "充电桩不存在",
  "charging.pile-already-faulty": "充电桩已处于故障状态",
  "charging.pile-not-faulty": "充电桩未处于故障状态",
  "charging.pile-already-stopped": "充电桩已停用",
  "charging.pile-not-stopped": "充电桩未停用",
  "charging.completion-is-predicted": "站点不接受计量上报",
  "charging.not-at-connector": "车辆不在充电桩前",
  "charging.already-charging": "车辆正在充电",
  "charging.not-charging": "车辆没有在充电",
  "charging.still-charging": "车辆仍在充电",
  "charging.meter-goes-back": "电表读数小于上一次读数",
  "charging.settings-invalid": "站点设置无效",
};

export const rejectionText = ({ code }: ChargingRejection): string => texts[code];
