import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csv } from "./csv.js";
import { type Cell, type Column, quoteFormula } from "./index.js";
import { xlsx } from "./xlsx.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);

const columns: readonly Column<readonly Cell[]>[] = [
  { title: "text", cell: (row) => row[0]! },
  { title: "number", cell: (row) => row[1]! },
];

const pagesOf = async function* (rows: readonly (readonly Cell[])[]) {
  yield [...rows];
};

const bytesOf = async (pieces: AsyncIterable<Buffer | string>): Promise<Buffer> => {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(Buffer.from(piece));
  return Buffer.concat(all);
};

/** The last file of an archive, found by its central directory. */
const lastFile = (archive: Buffer): string => {
  const directory = archive.readUInt32LE(archive.length - 6);
  let at = directory;
  let local = 0;
  let packed = 0;
  while (archive.readUInt32LE(at) === 0x02014b50) {
    packed = archive.readUInt32LE(at + 20);
    local = archive.readUInt32LE(at + 42);
    at += 46 + archive.readUInt16LE(at + 28);
  }
  const data = local + 30 + archive.readUInt16LE(local + 26);
  return inflateRawSync(archive.subarray(data, data + packed)).toString();
};

describe("a table that is exported", () => {
  it.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u200b=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "\0=1",
  ])("shows %j as text", (text) => expect(quoteFormula(text)).toBe(`'${text}`));

  it.each(["", "粤B12345", "a=b", "1-2", "'=1", "加油卡-1"])("leaves %j as it is", (text) => {
    expect(quoteFormula(text)).toBe(text);
  });

  it("never lets a CSV cell begin a formula, whatever the text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        const whole = (await bytesOf(csv(columns, pagesOf([[text, -1.5]])))).toString();
        const row = whole.slice(whole.indexOf("\r\n") + 2);
        expect(row).toMatch(/^"(?:[^"]|"")*",-1\.5\r\n$/u);
        expect(row.slice(1)).not.toMatch(/^[=+\-@\t\r\n]/);
      }),
      { numRuns: runs },
    );
  });

  it("writes numbers as numbers and text as text into a workbook", async () => {
    const archive = await bytesOf(
      xlsx(
        "orders",
        columns,
        pagesOf([
          ["<=&\u0001\ud800", 392.5],
          [null, -1],
        ]),
      ),
    );
    const sheet = lastFile(archive);
    expect(sheet).toContain('<c t="inlineStr"><is><t xml:space="preserve">&lt;=&amp;\ufffd\ufffd</t></is></c>');
    expect(sheet).toContain("<c><v>392.5</v></c>");
    expect(sheet).toContain("<row><c/><c><v>-1</v></c></row>");
    expect(sheet).not.toContain("<f>");
  });

  it("makes archives that another program finds whole", async () => {
    const folder = mkdtempSync(join(tmpdir(), "waystation-zip-"));
    try {
      const file = join(folder, "orders.xlsx");
      const rows = Array.from({ length: 3_000 }, (_, index) => [`第${index}行`, index]);
      writeFileSync(file, await bytesOf(xlsx("orders", columns, pagesOf(rows))));
      const python = "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))";
      expect(execFileSync("python3", ["-c", python, file], { encoding: "utf8" }).trim()).toBe("None 5");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
