// Serves this folder and, below /core/, the built @waystation/core. `node serve.mjs [PORT]`, loopback only.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const page = fileURLToPath(new URL(".", import.meta.url));
const core = fileURLToPath(new URL(".", import.meta.resolve("@waystation/core")));

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** Starts the server on a port (0: any free one) and gives it with its address. */
export const servePage = async (port = 0) => {
  const server = createServer(async (request, response) => {
    const wanted = normalize(new URL(request.url, "http://page").pathname);
    const file = wanted.startsWith("/core/")
      ? join(core, wanted.slice(6))
      : join(page, wanted === "/" ? "index.html" : wanted);
    const type = types[extname(file)];
    try {
      if (type === undefined) throw new Error("not part of the page");
      response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(await readFile(file));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return { server, address: `http://127.0.0.1:${server.address().port}/` };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { address } = await servePage(Number(process.argv[2] ?? 8080));
  process.stdout.write(`${address}\n`);
}
