export { MqttUplink, type Uplink, type UplinkOptions } from "./mqtt-uplink.js";
