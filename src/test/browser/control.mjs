// Does to servers that run what the scripts ask for, for a program that knows how:
// POST /kill/owner/CODE is PROGRAM kill owner CODE, and its output is the answer.
//
//   node control.mjs PORT PROGRAM

import { execFile } from 'node:child_process';
import { createServer } from 'node:http';

const [port, program] = process.argv.slice(2);
if (!program) {
  console.error('Usage: node control.mjs PORT PROGRAM');
  process.exit(2);
}

createServer((request, response) => {
  const deed = request.url.split('/').filter(Boolean).map(decodeURIComponent);
  execFile(program, deed, (failed, told, complaints) => {
    response.writeHead(failed ? 500 : 200);
    response.end(failed ? `${failed.message}\n${complaints}` : told.trim());
  });
}).listen(Number(port), '127.0.0.1');
