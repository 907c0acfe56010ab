// Keeps the page true while reports are refreshed: the service tells each step, and the parts that changed are fetched anew.
const parts = ["progress", "reports", "log"];
const pause = 1000;
const form = document.getElementById("refresh");
const refused = document.getElementById("refused");
let peak = 0;
let timer;

function show(running) {
  peak = Math.max(peak, running);
  if (!peak) return;
  if (!document.getElementById("bar")) document.getElementById("progress").prepend(document.getElementById("running").content.cloneNode(true));
  const bar = document.getElementById("bar");
  // While reports are fetched for the first time the server counts.
  if (bar.hasAttribute("value") && !("own" in bar.dataset)) return;
  bar.dataset.own = "";
  bar.max = peak;
  bar.value = peak - running;
  bar.labels[0].textContent = `Refreshed ${peak - running} of ${peak} reports`;
}

async function renew() {
  timer = undefined;
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of parts) {
    const [old, fresh] = [document.getElementById(part), page.getElementById(part)];
    // Replacing what someone reads with the keyboard would take the focus away.
    if (part === "progress" || !old.contains(document.activeElement)) old.replaceChildren(...fresh.childNodes);
  }
  if (latest > 0) show(latest); else peak = 0;
}

let latest = document.getElementById("bar")?.max ?? 0;
const steps = new EventSource("refresh/events");
steps.addEventListener("refresh", event => {
  latest = JSON.parse(event.data).running;
  show(latest);
  timer ??= setTimeout(renew, pause);
});
addEventListener("pagehide", () => steps.close());

form.addEventListener("submit", async event => {
  event.preventDefault();
  const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" } });
  refused.hidden = answer.ok;
  const body = await answer.json();
  if (!answer.ok) refused.textContent = body.error.message;
  else peak = Math.max(peak, body.asked.length);
});
