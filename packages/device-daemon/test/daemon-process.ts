// Runs a daemon with the fake line as a process of its own, for tests that kill it. Argument: JSON of a Task.
// Lines on standard output: "running", "recorded <saleId>", "executing <commandId>".
import { saleOf } from "./fake-driver.js";
import { type RunOptions, runDaemon } from "./run-daemon.js";

/** Records `sale-0` to `sale-<sales - 1>`, from where the journal says that the last process ended. */
interface Task extends RunOptions {
  readonly sales: number;
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
const { host } = running.driver;
for (let index = (await host.journal.get<number>("next")) ?? 0; index < task.sales; index += 1) {
  const saleId = `sale-${index}`;
  await host.record({ correlationId: `order-${index}`, body: saleOf(saleId) }, { next: index + 1 });
  say(`recorded ${saleId}`);
}
