import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import { satteri } from '@astrojs/markdown-satteri';
import { defineConfig } from 'astro/config';
import { equations } from './src/site/equations.ts';
import { searchIndex } from './src/site/search-index.ts';
import { webFonts } from './src/site/web-fonts.ts';

/** KaTeX names each face in three formats; every browser that knows light-dark() reads the first, woff2. */
const woff2Only = {
  postcssPlugin: 'woff2-only',
  AtRule: {
    'font-face': (rule) =>
      rule.walkDecls('src', (source) => {
        source.value = source.value.split(',').find((url) => url.includes('woff2')) ?? source.value;
      }),
  },
};

export default defineConfig({
  // Addresses in the sitemap and in pictures' links need a host; publishing names it.
  site: process.env.MULTISCALE_SITE ?? 'http://localhost:4321',
  base: process.env.MULTISCALE_BASE ?? '/',
  outDir: process.env.MULTISCALE_DIST ?? 'dist',
  cacheDir: '.cache/astro',
  integrations: [webFonts(), mdx(), sitemap({ filter: (page) => !page.endsWith('/search/') }), searchIndex()],
  markdown: {
    processor: satteri({ features: { math: true }, mdastPlugins: [equations] }),
    syntaxHighlight: false,
  },
  compressHTML: true,
  build: { inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  vite: {
    // The lab that trains a network needs no layers, data loaders or other backends of tfjs.
    resolve: { alias: [{ find: /^@tensorflow\/tfjs$/, replacement: '@tensorflow/tfjs-core' }] },
    css: { postcss: { plugins: [woff2Only] } },
    build: { assetsInlineLimit: 0, cssTarget: ['chrome125', 'firefox125', 'safari17.5'] },
  },
});
