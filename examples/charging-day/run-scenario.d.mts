export declare const runScenario: (file: unknown) => unknown;
