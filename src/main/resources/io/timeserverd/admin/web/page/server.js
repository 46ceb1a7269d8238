/* Requests to timeserver-admin web. */

/** Names this page, so that its new request ends its former one. */
const PAGE = Math.random().toString(36).slice(2);

/** The query part of an address. A list becomes one parameter for each value. */
export function query(parameters) {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => [value].flat().map(each => [name, each]));
  return new URLSearchParams(pairs).toString();
}

export async function askStatus() {
  const reply = await fetch(`/status?page=${PAGE}`);
  return (await checked(reply)).json();
}

/** Calls {@code take} with the object in each line of a reply as soon as it arrives. */
export async function askLines(path, parameters, signal, take) {
  const reply = await checked(await fetch(`${path}?${query({ ...parameters, page: PAGE })}`, { signal }));
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split('\n');
    rest = lines.pop();
    lines.forEach(line => take(JSON.parse(line)));
  }
}

async function checked(reply) {
  if (!reply.ok) {
    throw new Error((await reply.text()).trim());
  }
  return reply;
}
