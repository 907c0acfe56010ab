// Keeps the page true while a refresh runs: the parts that change are fetched anew and put in place.
const pause = 2000;
const parts = ["progress", "reports", "log"];

async function renew() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of parts) {
    const [old, fresh] = [document.getElementById(part), page.getElementById(part)];
    // Replacing what someone reads with the keyboard would take the focus away.
    if (!old.contains(document.activeElement) || part === "progress") old.replaceChildren(...fresh.childNodes);
  }
}

async function watch() {
  while (document.querySelector("#progress progress")) {
    await new Promise(done => setTimeout(done, pause));
    await renew();
  }
}

watch();
