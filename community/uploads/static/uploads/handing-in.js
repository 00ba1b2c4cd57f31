// Hands in a file in pieces. Whoever lost the line calls it again with the same key: it goes on where it broke.
import { csrfToken } from "../js/requests.js";

const PIECE = 512 * 1024;

// `key` is a UUID of the sender's, `progress` hears from 0 to 1. Resolves to { status, data }: 200 or 201 with the
// upload's `id`, 0 without a connection, everything else a refusal with a sentence in `data.detail`.
export async function handIn(file, { key, name, progress }) {
  const url = `/dateien/eingang/${key}/`;
  let answer = await ask(url);
  for (let last = -1; answer.status === 202; ) {
    const start = answer.data.received;
    if (start <= last) return { status: 0, data: {} };
    last = start;
    progress?.(start / file.size);
    answer = await ask(url, { method: "POST", body: piece(file, start, name), headers: { "X-CSRFToken": csrfToken() } });
  }
  return answer;
}

function piece(file, start, name) {
  const body = new FormData();
  const fields = { name, total: file.size, start };
  for (const [field, value] of Object.entries(fields)) body.append(field, value);
  body.append("part", file.slice(start, start + PIECE), "part");
  return body;
}

async function ask(url, options = {}) {
  try {
    const headers = { Accept: "application/json", ...options.headers };
    const reply = await fetch(url, { ...options, headers });
    return { status: reply.status, data: await reply.json().catch(() => ({})) };
  } catch {
    return { status: 0, data: {} };
  }
}
