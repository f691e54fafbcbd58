/** What Pagefind's index gives, as far as it is shown. */
interface Found {
  readonly url: string;
  /** HTML: escaped words with the matches in `<mark>`. */
  readonly excerpt: string;
  readonly meta: { readonly title?: string };
  readonly sub_results: readonly { readonly url: string; readonly title: string }[];
}

interface Pagefind {
  readonly init: () => Promise<void>;
  readonly debouncedSearch: (
    words: string,
    options: object,
    milliseconds: number,
  ) => Promise<{ readonly results: readonly { readonly data: () => Promise<Found> }[] } | null>;
}

const most = 10;

function entry({ url, excerpt, meta, sub_results }: Found): HTMLLIElement {
  const item = document.createElement('li');
  const heading = item.appendChild(document.createElement('h2'));
  const link = heading.appendChild(document.createElement('a'));
  link.href = url;
  link.textContent = meta.title ?? url;
  item.appendChild(document.createElement('p')).innerHTML = excerpt;
  const sections = sub_results.filter((section) => section.url !== url).slice(0, 3);
  if (sections.length > 0) {
    const line = item.appendChild(document.createElement('p'));
    line.className = 'sections';
    for (const section of sections) {
      const to = line.appendChild(document.createElement('a'));
      to.href = section.url;
      to.textContent = section.title;
    }
  }
  return item;
}

/** Searches the site as words are typed; the address keeps them. The index is fetched on first use. */
class SiteSearch extends HTMLElement {
  #index: Promise<Pagefind> | undefined;

  connectedCallback(): void {
    const field = this.querySelector('input')!;
    field.disabled = false;
    field.value = new URLSearchParams(location.search).get('q') ?? '';
    field.addEventListener('input', () => void this.#search(field.value));
    this.querySelector('form')!.addEventListener('submit', (event) => event.preventDefault());
    if (field.value) void this.#search(field.value);
    field.focus();
  }

  #open(): Promise<Pagefind> {
    const address = new URL(this.dataset['index']!, location.href).href;
    return (this.#index ??= import(/* @vite-ignore */ address).then(async (index: Pagefind) => {
      await index.init();
      return index;
    }));
  }

  async #search(words: string): Promise<void> {
    history.replaceState(null, '', words ? `?q=${encodeURIComponent(words)}` : location.pathname);
    const list = this.querySelector('.results')!;
    if (words.trim() === '') {
      list.replaceChildren();
      return this.#say('');
    }
    try {
      const search = await (await this.#open()).debouncedSearch(words, {}, 120);
      if (search === null) return;
      const found = await Promise.all(search.results.slice(0, most).map((result) => result.data()));
      list.replaceChildren(...found.map(entry));
      const { length } = search.results;
      this.#say(length === 0 ? 'No page has these words.' : length === 1 ? 'One page.' : `${length} pages.`);
    } catch {
      list.replaceChildren();
      this.#say('The search index could not be read. It is made when the site is built.');
    }
  }

  #say(words: string): void {
    this.querySelector('.state')!.textContent = words;
  }
}

customElements.define('site-search', SiteSearch);
