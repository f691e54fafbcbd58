/** Marks in the contents the section that is being read: the last heading above the upper third of the window. */
const rail = document.querySelector('.rail');
const links = new Map(
  [...(rail?.querySelectorAll<HTMLAnchorElement>('a[href^="#"]') ?? [])].map((link) => [
    decodeURIComponent(link.hash.slice(1)),
    link,
  ]),
);
const headings = [...links.keys()]
  .map((id) => document.getElementById(id))
  .filter((heading) => heading !== null);

function follow(): void {
  const line = window.innerHeight / 3;
  const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top <= line);
  const current = atEnd ? headings.at(-1) : passed.at(-1);
  for (const [id, link] of links)
    if (id === current?.id) link.setAttribute('aria-current', 'location');
    else link.removeAttribute('aria-current');
}

let pending = 0;
const soon = () => {
  pending ||= requestAnimationFrame(() => {
    pending = 0;
    follow();
  });
};
if (headings.length > 0) {
  addEventListener('scroll', soon, { passive: true });
  addEventListener('resize', soon, { passive: true });
  follow();
}
