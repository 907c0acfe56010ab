// Search fields over a list of sets: while someone types, only those with all words stay.
export function narrow(search) {
  const scope = search.closest(".drop") ?? document;
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const group of scope.querySelectorAll("[data-group]")) {
    let shown = 0;
    for (const item of group.querySelectorAll("[data-words]")) {
      item.hidden = !words.every(word => item.dataset.words.includes(word));
      shown += item.hidden ? 0 : 1;
    }
    group.hidden = shown === 0;
    found += shown;
  }
  scope.querySelector("[data-none]").hidden = found > 0;
}

document.addEventListener("input", event => {
  if (event.target.matches("[data-search]")) narrow(event.target);
});
