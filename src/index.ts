/**
 * The package `multiscale`: exact derivatives of TensorFlow.js code in double precision, and what is measured of a loss with
 * them. A backend is loaded first, by `loadRuntime` or `createEngine`: `native`, after `npx multiscale setup`, or `wasm`.
 */

// The backend
export { createEngine } from './engine/create.ts';
export { loadRuntime, type BackendName, type Runtime } from './engine/runtime.ts';
export type { Backend, Engine, Problem, TrainingLoss } from './engine/engine.ts';
export type { NetworkModel } from './math/network-model.ts';
export { initialParameters } from './math/network-model.ts';

// Functions of tensors, and their derivatives
export { compile, type CompileOptions, type Held } from './engine/compile/compile.ts';
export { exact } from './engine/compile/exact.ts';
export { Float64Tensor } from './engine/compile/float64-tensor.ts';
export type { TensorSpec } from './engine/compile/signature.ts';
export { grad, jvp, onLine, stopGradient, valueAndGrad, vjp } from './engine/derivatives.ts';

// Losses
export { hessian, type CompiledProduct } from './engine/hessian.ts';
export { modelLoss, type ModelLoss } from './engine/model-loss.ts';
export type { Model, SampleSpec, Shapes, Tensors } from './engine/models/model.ts';
export type { Loss, Part, Precision } from './math/loss.ts';

// Spectra
export { topEigenpairs, type LanczosResult } from './math/lanczos.ts';
export type { Eigenpair } from './math/eigenpair.ts';
export type { HessianVectorProduct } from './math/checked-product.ts';
export { lanczosQuadrature, spectralDensity, spectralMean } from './math/spectral-density.ts';
export { gaussianVector, random, type Random } from './math/random.ts';

// Growth and scales of a slice
export {
  growthExponents,
  logSpaced,
  meanExponent,
  quadraticRadius,
  riseError,
  symmetrisedRise,
} from './math/growth.ts';
export { detectScales, type Scales } from './math/scale-detector.ts';

// The whole landscape, and its report
export { measure } from './measure/landscape/measure.ts';
export type { Measured, MeasureOptions, MeasureProgress, Training } from './measure/landscape/options.ts';
export type { Outputs } from './measure/example-shares.ts';
export { reportSchema, type Report } from './measure/landscape/schema.ts';
export { reportHtml } from './report/report-html.ts';

// Files
export { decodeCsv } from './data/csv.ts';
export { oneHot } from './data/dataset.ts';
export { decodeNpy } from './data/npy.ts';
export { decodeNpz } from './data/npz.ts';
export { decodeSafetensors, encodeSafetensors, type Tensor, type TensorMap } from './data/safetensors.ts';
export { samplesOf, type SampleArray, type SampleSet } from './data/samples.ts';
export { weightsFor } from './engine/readers/checkpoint.ts';
export { readDescription } from './engine/readers/description.ts';
export { networkOutputs } from './engine/readers/network-outputs.ts';
export { readOnnx, type OnnxFile } from './engine/readers/onnx/read-onnx.ts';
export { initialPoint, trainedModel, type MeasuredLoss } from './engine/readers/trained-model.ts';
export { FileFault, type TrainedNetwork } from './engine/readers/trained-network.ts';
