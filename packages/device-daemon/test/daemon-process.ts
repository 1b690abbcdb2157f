// Runs a daemon with the fake line as a process of its own, for tests that kill it. Argument: JSON of RunOptions and what it does.
// Lines on standard output: "running", "recorded <saleId>", "executing <commandId>".
import { saleOf } from "./fake-driver.js";
import { type RunOptions, runDaemon } from "./run-daemon.js";

interface Task extends RunOptions {
  /** Sales recorded one after the other. */
  readonly sales: readonly string[];
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const task = JSON.parse(process.argv[2] ?? "") as Task;
const running = await runDaemon({
  ...task,
  behaviour: {
    execute: (_, { commandId }) => {
      say(`executing ${commandId}`);
      return new Promise(() => undefined);
    },
  },
});
say("running");
for (const saleId of task.sales) {
  await running.driver.host.record({ correlationId: `order-${saleId}`, body: saleOf(saleId) }, { last: saleId });
  say(`recorded ${saleId}`);
}
