// The import law: who may import whom. docs/architecture.md says why; every rule says what to do instead.
const modules = {
  kernel: [],
  money: [],
  quantity: ["money"],
  pricing: [],
  coupons: [],
  membership: [],
  ledger: [],
  payments: ["ledger", "coupons", "membership"],
  settlement: ["pricing"],
  orders: ["pricing", "coupons", "membership", "payments", "settlement"],
  fulfilment: [],
  charging: ["pricing"],
  iam: [],
  statistics: [],
  devices: [],
};

/** Beside what the table names: kernel for all, money and quantity for all but kernel and money. */
const allowed = (name) => {
  const base = name === "kernel" ? [] : name === "money" ? ["kernel"] : ["kernel", "money", "quantity"];
  return [...new Set([name, ...base, ...modules[name]])];
};

const coreModules = Object.keys(modules).flatMap((name) => [
  {
    name: `core-${name}-imports`,
    comment: `core/${name} may import ${allowed(name).join(", ")} only: move what is needed down, or hand it in.`,
    severity: "error",
    from: { path: `^packages/core/src/${name}/`, pathNot: "\\.test\\.ts$" },
    to: { path: "^packages/core/src/", pathNot: `^packages/core/src/(${allowed(name).join("|")})/` },
  },
]);

const tests = "(\\.test\\.ts$|/test/|/bench/)";

module.exports = {
  forbidden: [
    ...coreModules,
    {
      name: "core-modules-by-their-index",
      comment: "Import another module of core by its index.ts: what that does not list is its own affair.",
      severity: "error",
      from: { path: "^packages/core/src/([^/]+)/" },
      to: {
        path: "^packages/core/src/([^/]+)/",
        pathNot: ["^packages/core/src/$1/", "^packages/core/src/[^/]+/index\\.ts$"],
      },
    },
    {
      name: "core-is-pure",
      comment: "Core runs in browsers and does no I/O; zod is its one dependency. Hand in what touches the world.",
      severity: "error",
      from: { path: "^packages/core/src/", pathNot: tests },
      to: { dependencyTypes: ["core", "npm", "npm-dev", "npm-peer", "npm-optional"], pathNot: "node_modules/zod/" },
    },
    {
      name: "packages-by-their-name",
      comment: "Import another package by its name (@waystation/…), never by a path into it.",
      severity: "error",
      from: { path: "^packages/([^/]+)/" },
      to: {
        path: "^packages/([^/]+)/",
        pathNot: [
          "^packages/$1/",
          "^packages/core/src/index\\.ts$",
          "^packages/core/src/[^/]+/index\\.ts$",
          "^packages/core/dist/",
        ],
      },
    },
    {
      name: "core-imports-no-package",
      comment: "Core stands at the bottom: it imports no other package of the workspace.",
      severity: "error",
      from: { path: "^packages/core/" },
      to: { path: "^packages/(api|client-sdk|device-daemon)/" },
    },
    {
      name: "api-and-daemon-do-not-meet",
      comment: "API and daemon know each other by core/devices and MQTT only.",
      severity: "error",
      from: { path: "^packages/(api|device-daemon)/" },
      to: { path: "^packages/(api|device-daemon|client-sdk)/", pathNot: "^packages/$1/" },
    },
    {
      name: "sdk-stands-alone",
      comment: "The SDK's own code imports nothing of the workspace; only its entry /quote re-exports core.",
      severity: "error",
      from: { path: "^packages/client-sdk/src/", pathNot: "^packages/client-sdk/src/quote(\\.test)?\\.ts$" },
      to: { path: "^packages/(core|api|device-daemon)/" },
    },
    {
      name: "sdk-runs-in-browsers",
      comment: "No node: import in the SDK: use what browsers have too.",
      severity: "error",
      from: { path: "^packages/client-sdk/src/", pathNot: tests },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "axios-in-one-file",
      comment: "HTTP goes through runtime/axios-transport.ts (the one file that knows axios).",
      severity: "error",
      from: { path: "^packages/client-sdk/src/", pathNot: "^packages/client-sdk/src/runtime/axios-transport\\.ts$" },
      to: { path: "node_modules/axios/" },
    },
    {
      name: "systems-do-not-meet",
      comment: "A system never imports another: what two need lives in contract, services or storage.",
      severity: "error",
      from: { path: "^packages/api/src/systems/([^/]+)/" },
      to: { path: "^packages/api/src/systems/([^/]+)/", pathNot: "^packages/api/src/systems/$1/" },
    },
    {
      name: "storage-knows-no-system",
      comment: "Storage, services and devices serve all systems and import none.",
      severity: "error",
      from: { path: "^packages/api/src/(storage|services|devices|contract|integrations|runtime)/", pathNot: tests },
      to: { path: "^packages/api/src/systems/" },
    },
    {
      name: "codecs-are-pure",
      comment: "A codec turns bytes into messages and back: no I/O, no driver, no timer.",
      severity: "error",
      from: { path: "^packages/device-daemon/src/codecs/", pathNot: tests },
      to: { path: "^packages/device-daemon/src/(?!codecs/)" },
    },
    {
      name: "simulators-share-codecs-only",
      comment: "A simulator that shares link logic with the driver proves nothing: it shares the codec only.",
      severity: "error",
      from: { path: "^packages/device-daemon/src/simulators/", pathNot: tests },
      to: {
        path: "^packages/device-daemon/src/(drivers|outbox|uplink|host|config)/",
        pathNot: "^packages/device-daemon/src/drivers/driver\\.ts$",
      },
    },
    {
      name: "transports-carry-bytes-only",
      comment: "A transport knows bytes: no codec, no driver behaviour.",
      severity: "error",
      from: { path: "^packages/device-daemon/src/transports/", pathNot: tests },
      to: {
        path: "^packages/device-daemon/src/(codecs|drivers|outbox|uplink|simulators|config)/",
        pathNot: "^packages/device-daemon/src/drivers/driver\\.ts$",
      },
    },
    {
      name: "examples-use-public-exports",
      comment: "Examples show what users can do: import packages by their public names.",
      severity: "error",
      from: { path: "^examples/" },
      to: {
        path: "^packages/[^/]+/src/",
        pathNot: ["^packages/[^/]+/src/(index|fuel|charging|quote)\\.ts$", "^packages/[^/]+/src/[^/]+/index\\.ts$"],
      },
    },
    {
      name: "no-circles",
      comment: "Two files that need each other are one file, or miss a third.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|generated)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
