import type { FigureData } from '../../figures/figure-data.ts';
import type { SparklineData } from '../../figures/sparkline.ts';
import { initialState, type Controls } from '../../labs/controls.ts';
import { gradientDescent } from '../../labs/gradient-descent/lab.ts';
import { magnitudes } from '../../labs/magnitudes/lab.ts';
import { schedule } from '../../labs/schedule/lab.ts';
import { trainControls } from '../../labs/train/settings.ts';
import { trainView } from '../../labs/train/view.ts';
import { valley } from '../../labs/valley/lab.ts';
import type { Lab } from '../../labs/view.ts';
import { firstCheckView, firstTraining } from './first-views.ts';

/** One panel of a figure without its axes. */
function panelOf({ title, description, x, panels }: FigureData, name: string): SparklineData {
  const panel = panels.find((one) => one.name === name)!;
  return {
    description: `${title.replaceAll(/<[^>]*>/g, '')} ${description}`,
    caption: '',
    x: panel.x ?? x,
    y: panel.y,
    curves: panel.series.filter((series) => series.kind !== 'field'),
    marks: [],
  };
}

const ofLab = <C extends Controls>({ controls, view }: Lab<C>, panel: string): SparklineData =>
  panelOf(view(initialState(controls)).figures[0], panel);

async function ofTraining(): Promise<SparklineData> {
  const { rate } = initialState(trainControls);
  const reference = await firstTraining();
  const { length: steps } = reference.losses;
  const live = { losses: [], sharpness: [] };
  return panelOf(trainView({ rate, steps, live, reference, status: 'not started' }).figures[0], 'loss');
}

function ofCheck(): SparklineData | null {
  const view = firstCheckView();
  return view && panelOf(view.figures[0], 'loss');
}

/** What each lab shows first, the size of a word. */
export const labSparklines = async (): Promise<Readonly<Record<string, SparklineData | null>>> => ({
  'gradient-descent': ofLab(gradientDescent, 'diagram'),
  valley: ofLab(valley, 'sharpness'),
  schedule: ofLab(schedule, 'loss'),
  magnitudes: ofLab(magnitudes, 'slope'),
  train: await ofTraining(),
  check: ofCheck(),
});
