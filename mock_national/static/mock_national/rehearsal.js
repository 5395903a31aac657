// The page is whole without this; with it the figures follow every two seconds.
const board = document.querySelector("[data-rehearsal]");
const between = board.querySelector("[data-between]");

function said(figures) {
  if (!figures.answers) return "Cổng tỉnh chưa trả lời";
  if (figures.is_cut) return "Dây đang rút";
  if (figures.is_dropping) return "Câu trả lời bị cắt";
  return figures.differing === 0 ? "Hai sổ khớp nhau" : "Đang gửi bù";
}

function show(figures) {
  for (const place of board.querySelectorAll("[data-figure]")) {
    const name = place.dataset.figure;
    const value = figures[name];
    place.textContent = value === null ? "–" : value.toLocaleString("vi") + (name === "oldest" ? " giây" : "");
  }
  between.classList.toggle("between--equal", figures.differing === 0);
  between.classList.toggle("between--cut", figures.is_cut);
  between.querySelector("[data-said]").textContent = said(figures);
  board.querySelector("[data-points]").setAttribute("points", figures.points);
}

async function look() {
  try {
    const answer = await fetch(board.dataset.rehearsal, { headers: { accept: "application/json" } });
    if (answer.ok) show(await answer.json());
  } catch {
    between.querySelector("[data-said]").textContent = "Mất liên lạc, đang thử lại";
  }
  setTimeout(look, 2000);
}

look();
