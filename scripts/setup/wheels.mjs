/** TensorFlow whose C library the addon is built against. */
export const tensorflowVersion = '2.18.1';

const linuxLibraries = ['tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2'];

/** The names under which tfjs-node's build file links the libraries. */
const linuxLinkNames = {
  'libtensorflow.so': 'libtensorflow_cc.so.2',
  'libtensorflow_framework.so': 'libtensorflow_framework.so.2',
};

/**
 * A Python wheel that carries TensorFlow's libraries and headers, pinned by version and checksum.
 * @typedef {object} Wheel
 * @property {string} package
 * @property {string} version
 * @property {readonly string[]} tags pip's names of the platform
 * @property {string} sha256
 * @property {number} bytes to download
 * @property {readonly string[]} libraries
 * @property {readonly string[]} headers folders
 * @property {Readonly<Record<string, string>>} linkNames names the libraries are linked under, beside their own
 * @property {boolean} tested whether the whole recipe has been run on this platform
 */

/** By platform; version and headers are the same for all. */
export const wheels = {
  'linux-x64': {
    package: 'tensorflow-cpu',
    tags: ['manylinux_2_17_x86_64', 'manylinux2014_x86_64'],
    sha256: '810c75d7149d2da0cb2092187817b0dcabb80728ca9f9cf3a61f3f42fadd1298',
    bytes: 230_236_181,
    libraries: linuxLibraries,
    linkNames: linuxLinkNames,
    tested: true,
  },
  'linux-arm64': {
    package: 'tensorflow',
    tags: ['manylinux_2_17_aarch64', 'manylinux2014_aarch64'],
    sha256: '8a6485edd2148f70d011dbd1d8dc2c775e91774a5a159466e83d0d1f21580944',
    bytes: 231_937_898,
    libraries: [...linuxLibraries, 'tensorflow.libs/libomp-6196b3b5.so.5'],
    linkNames: linuxLinkNames,
    tested: false,
  },
  'darwin-arm64': {
    package: 'tensorflow',
    tags: ['macosx_12_0_arm64'],
    sha256: '661029cd769b311db910b79a3a6ef50a5a61ecc947172228c777a49989722508',
    bytes: 239_549_037,
    libraries: ['tensorflow/libtensorflow_cc.2.dylib', 'tensorflow/libtensorflow_framework.2.dylib'],
    linkNames: { 'libtensorflow.2.dylib': 'libtensorflow_cc.2.dylib' },
    tested: false,
  },
};

/** The headers that the addon and our kernels include, directly and through others. */
export const headers = [
  'tensorflow/include/tensorflow/c/',
  'tensorflow/include/tensorflow/core/common_runtime/next_pluggable_device/c/',
  'tensorflow/include/tensorflow/core/platform/',
  'tensorflow/include/tsl/',
  'tensorflow/include/xla/tsl/',
];
