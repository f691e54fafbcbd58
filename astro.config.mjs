import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import { satteri } from '@astrojs/markdown-satteri';
import { defineConfig } from 'astro/config';
import { equations } from './src/site/equations.ts';
import { followedFiles } from './src/site/followed-files.ts';
import { readBackSite } from './src/site/read-back/read-back.ts';
import { resultFiles } from './src/site/result-files.ts';
import { searchIndex } from './src/site/search-index.ts';
import { webFonts } from './src/site/web-fonts.ts';

/** KaTeX's faces that fonts.css declares for the whole site. */
const ownFaces = [
  'KaTeX_Main normal 400',
  'KaTeX_Math italic 400',
  'KaTeX_Size1 normal 400',
  'KaTeX_Size2 normal 400',
];
/** Faces that no equation asks for; a symbol in a bold caption is set bold from the light one. */
const unusedFaces = ['KaTeX_Main normal 700', 'KaTeX_Math italic 700'];

/**
 * KaTeX names each face in three formats; every browser that knows light-dark() reads the first, woff2. Faces that
 * the site declares itself are left out of its sheet.
 */
const katexFaces = {
  postcssPlugin: 'katex-faces',
  AtRule: {
    'font-face': (rule) => {
      const of = (name) => rule.nodes.find((node) => node.prop === name)?.value;
      const face = `${of('font-family')} ${of('font-style')} ${of('font-weight')}`;
      if (rule.source?.input.file?.includes('katex') && [...ownFaces, ...unusedFaces].includes(face))
        rule.remove();
      else
        rule.walkDecls('src', (source) => {
          source.value = source.value.split(',').find((url) => url.includes('woff2')) ?? source.value;
        });
    },
  },
};

export default defineConfig({
  // Addresses in the sitemap and in pictures' links need a host; publishing names it.
  site: process.env.MULTISCALE_SITE || 'http://localhost:4321',
  base: process.env.MULTISCALE_BASE || '/',
  outDir: process.env.MULTISCALE_DIST ?? 'dist',
  cacheDir: '.cache/astro',
  integrations: [
    webFonts(),
    followedFiles(),
    mdx(),
    sitemap({ filter: (page) => !page.endsWith('/search/') }),
    resultFiles(),
    searchIndex(),
    readBackSite(),
  ],
  markdown: {
    processor: satteri({ features: { math: true }, mdastPlugins: [equations] }),
    syntaxHighlight: false,
  },
  compressHTML: true,
  build: {
    inlineStylesheets: 'never',
    // pictures are drawn off the main thread, which goes on with other pages
    concurrency: 4,
  },
  devToolbar: { enabled: false },
  vite: {
    // The lab that trains a network needs no layers, data loaders or other backends of tfjs.
    resolve: { alias: [{ find: /^@tensorflow\/tfjs$/, replacement: '@tensorflow/tfjs-core' }] },
    css: { postcss: { plugins: [katexFaces] } },
    build: { assetsInlineLimit: 0, cssTarget: ['chrome125', 'firefox125', 'safari17.5'] },
  },
});
