// Explore without reloading: every change of the form shows its result at once, and the address bar holds a link to it.
import { crosshairs } from "./chart.js";
import { reveal } from "./copy.js";

const wait = 350;
const most = 12;
const builder = document.getElementById("builder");
let pending;
let running;

async function show(url, push) {
  running?.abort();
  running = new AbortController();
  const result = document.getElementById("result");
  result.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { signal: running.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("result");
    if (!fresh) return location.assign(url);
    const open = result.querySelector("details.code")?.open;
    result.replaceChildren(...fresh.childNodes);
    result.removeAttribute("aria-busy");
    const code = result.querySelector("details.code");
    if (code && open) code.open = true;
    if (push) history.pushState(null, "", answer.url);
    keepOthers(page);
    crosshairs(result);
    reveal(result);
    revealFields(result);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  }
}

// Options that have no field, such as the order, may have changed with a link.
function keepOthers(page) {
  for (const old of builder.querySelectorAll("[name=keep]")) old.remove();
  for (const field of page.querySelectorAll("#builder [name=keep]")) builder.append(field);
}

function changed() {
  clearTimeout(pending);
  pending = setTimeout(() => show(`explore?${new URLSearchParams(new FormData(builder))}`, true), wait);
}

// A row that was used is followed by an empty one.
function grow(row) {
  const rows = row.parentElement.querySelectorAll("[data-row]");
  if (row !== rows[rows.length - 1] || rows.length >= most || !row.querySelector("select").value) return;
  const next = row.cloneNode(true);
  for (const field of next.querySelectorAll("[name]")) {
    field.name = field.name.replace(/\d+$/, rows.length + 1);
    field.setAttribute("aria-label", field.getAttribute("aria-label").replace(/\d+$/, rows.length + 1));
    if (field.tagName === "SELECT") field.selectedIndex = 0; else field.value = "";
  }
  row.after(next);
}

// Where there is no room beside the rows the form stands in front of them, and waits to be opened.
const narrowScreen = matchMedia("(max-width: 62rem)");
function fold() {
  const ask = document.querySelector("details.ask");
  if (ask) ask.open = !narrowScreen.matches;
}

function revealFields(root) {
  for (const button of root.querySelectorAll("[data-copy-field]")) button.hidden = false;
}

builder?.addEventListener("input", event => {
  const row = event.target.closest("[data-row]");
  if (row) grow(row);
  // A property without a value says nothing yet, unless the question is whether it is empty.
  const value = row?.querySelector("input");
  if (value && event.target !== value && !value.value && !row.querySelector("[name^=is]").value.includes("null") && row.querySelector("select").value) return;
  changed();
});

builder?.addEventListener("submit", event => {
  event.preventDefault();
  clearTimeout(pending);
  show(`explore?${new URLSearchParams(new FormData(builder))}`, true);
});

document.addEventListener("click", async event => {
  const link = event.target.closest("#result .choices a, #result th a, #result .pages a");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    show(link.href, true);
  }
  const button = event.target.closest("[data-copy-field]");
  if (button) {
    const field = document.getElementById(button.dataset.copyField);
    field.select();
    await navigator.clipboard?.writeText(field.value);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1600);
  }
});

document.addEventListener("keydown", event => {
  const open = document.querySelector("details.switch[open]");
  if (event.key === "Escape" && open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

addEventListener("popstate", () => location.reload());
narrowScreen.addEventListener("change", fold);
fold();
revealFields(document);
