/*
 * Matrix products of doubles for TensorFlow's MatMul, with fused multiply-add and the widest vectors that the processor
 * has: TensorFlow's own are compiled for AVX and take more than twice as long. One side is packed into panels and the
 * sums of a tile stay in registers (Goto and van de Geijn 2008). An entry is summed in the same order whatever the width
 * of the vectors, so that processors with fused multiply-add agree to the last bit.
 */
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

#include "tensorflow/c/kernels.h"
#include "tensorflow/c/tf_tensor.h"

namespace {

/** How much of the sum and how many columns are multiplied at a time: what is packed of them stays in the cache. */
constexpr int64_t kDepthAtATime = 256, kColumnsAtATime = 512;

/** A matrix in memory by the distances between its rows and between its columns. */
struct Matrix {
  const double* values;
  int64_t row, column;
  const double* at(int64_t i, int64_t j) const { return values + i * row + j * column; }
};

/**
 * out[rows, columns] of one tile: the sum of left[rows, depth]·right[depth, columns], the right side packed. With `add`
 * it comes on top of what is there.
 */
using Multiply = void (*)(int64_t depth, Matrix left, const double* right, double* out, int64_t stride, bool add);

struct Tile {
  int rows, columns;
  Multiply multiply;
};

#define UNROLLED _Pragma("GCC unroll 16")

/** A tile of ROWS rows and VECTORS vectors of LANES columns, whose sums stay in registers. */
#define MULTIPLY_TILE(NAME, TARGET, LANES, ROWS, VECTORS)                                                             \
  TARGET void NAME(int64_t depth, Matrix left, const double* right, double* out, int64_t stride, bool add) {          \
    typedef double Vector __attribute__((vector_size(8 * LANES)));                                                    \
    typedef Vector Stored __attribute__((aligned(8), may_alias));                                                     \
    Vector sums[ROWS][VECTORS] = {};                                                                                  \
    for (int64_t k = 0; k < depth; k++) {                                                                             \
      Vector b[VECTORS];                                                                                              \
      UNROLLED for (int j = 0; j < VECTORS; j++) b[j] = *reinterpret_cast<const Stored*>(right + j * LANES);          \
      UNROLLED for (int i = 0; i < ROWS; i++) {                                                                       \
        const double a = left.values[i * left.row];                                                                   \
        UNROLLED for (int j = 0; j < VECTORS; j++) sums[i][j] += a * b[j];                                            \
      }                                                                                                               \
      left.values += left.column;                                                                                     \
      right += VECTORS * LANES;                                                                                       \
    }                                                                                                                 \
    UNROLLED for (int i = 0; i < ROWS; i++) {                                                                         \
      UNROLLED for (int j = 0; j < VECTORS; j++) {                                                                    \
        Stored* to = reinterpret_cast<Stored*>(out + i * stride + j * LANES);                                         \
        *to = add ? *to + sums[i][j] : sums[i][j];                                                                    \
      }                                                                                                               \
    }                                                                                                                 \
  }

#if defined(__x86_64__)
MULTIPLY_TILE(multiplyBy8, __attribute__((target("avx512f"))), 8, 12, 2)
MULTIPLY_TILE(multiplyBy4, __attribute__((target("avx2,fma"))), 4, 4, 3)
#endif
MULTIPLY_TILE(multiplyBy2, , 2, 4, 2)

Tile chooseTile() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return {12, 16, multiplyBy8};
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return {4, 12, multiplyBy4};
#endif
  return {4, 4, multiplyBy2};
}

/** A matrix in panels of `width` columns, one after the other, each row by row; filled up with zeros. */
void pack(const Matrix& matrix, int64_t rows, int64_t columns, int width, double* out) {
  for (int64_t first = 0; first < columns; first += width) {
    const int64_t there = std::min<int64_t>(width, columns - first);
    for (int64_t i = 0; i < rows; i++, out += width) {
      const double* from = matrix.at(i, first);
      if (matrix.column == 1) std::copy(from, from + there, out);
      else for (int64_t j = 0; j < there; j++) out[j] = from[j * matrix.column];
      std::fill(out + there, out + width, 0.0);
    }
  }
}

int64_t roundedUp(int64_t size, int64_t unit) { return (size + unit - 1) / unit * unit; }

/** out[m, n] = left[m, k]·right[k, n]. */
void product(const Matrix& left, const Matrix& right, int64_t m, int64_t k, int64_t n, double* out) {
  static const Tile tile = chooseTile();
  const int64_t depthMost = std::min(k, kDepthAtATime);
  std::vector<double> packed(roundedUp(std::min(n, kColumnsAtATime), tile.columns) * depthMost);
  std::vector<double> turned(tile.rows * depthMost), corner(tile.rows * tile.columns);
  if (k == 0) std::fill(out, out + m * n, 0.0);
  for (int64_t n0 = 0; n0 < n; n0 += kColumnsAtATime) {
    const int64_t columns = std::min(kColumnsAtATime, n - n0);
    for (int64_t k0 = 0; k0 < k; k0 += kDepthAtATime) {
      const int64_t depth = std::min(kDepthAtATime, k - k0);
      pack({right.at(k0, n0), right.row, right.column}, depth, columns, tile.columns, packed.data());
      for (int64_t i = 0; i < m; i += tile.rows) {
        const int64_t rows = std::min<int64_t>(tile.rows, m - i);
        Matrix here = {left.at(i, k0), left.row, left.column};
        // Columns far apart, or too few rows: packed as the transpose.
        if (left.column != 1 || rows < tile.rows) {
          pack({here.values, here.column, here.row}, depth, rows, tile.rows, turned.data());
          here = {turned.data(), 1, tile.rows};
        }
        for (int64_t j = 0; j < columns; j += tile.columns) {
          const int64_t width = std::min<int64_t>(tile.columns, columns - j);
          const double* panel = packed.data() + j * depth;
          double* to = out + i * n + n0 + j;
          if (rows == tile.rows && width == tile.columns) {
            tile.multiply(depth, here, panel, to, n, k0 > 0);
            continue;
          }
          tile.multiply(depth, here, panel, corner.data(), tile.columns, false);
          for (int64_t r = 0; r < rows; r++)
            for (int64_t c = 0; c < width; c++)
              to[r * n + c] = (k0 > 0 ? to[r * n + c] : 0) + corner[r * tile.columns + c];
        }
      }
    }
  }
}

/** Multiplications for which a thread is worth its start. */
constexpr int64_t kWorkOfThread = 1 << 22;

/** As many threads as TensorFlow's own kernels take. */
int64_t threadsWanted() {
  const char* text = std::getenv("TF_NUM_INTRAOP_THREADS");
  return text ? std::max(1, std::atoi(text)) : 1;
}

/** The same with the rows shared out among threads, which changes no sum. */
void productByThreads(const Matrix& left, const Matrix& right, int64_t m, int64_t k, int64_t n, double* out) {
  static const int64_t threads = threadsWanted();
  const int64_t parts = std::min(threads, m * k * n / kWorkOfThread + 1);
  const int64_t rows = roundedUp((m + parts - 1) / parts, 12);
  std::vector<std::thread> others;
  for (int64_t first = rows; first < m; first += rows)
    others.emplace_back(product, Matrix{left.at(first, 0), left.row, left.column}, right, std::min(rows, m - first),
                        k, n, out + first * n);
  product(left, right, std::min(rows, m), k, n, out);
  for (auto& other : others) other.join();
}

using Status = std::unique_ptr<TF_Status, decltype(&TF_DeleteStatus)>;
using Tensor = std::unique_ptr<TF_Tensor, decltype(&TF_DeleteTensor)>;

Status fine() { return Status(TF_NewStatus(), TF_DeleteStatus); }

bool isFine(const Status& status) { return TF_GetCode(status.get()) == TF_OK; }

/** Which sides of an op are to be transposed. */
struct Transposed {
  bool left, right;
};

void* create(TF_OpKernelConstruction* construction) {
  const Status status = fine();
  unsigned char left = 0, right = 0;
  TF_OpKernelConstruction_GetAttrBool(construction, "transpose_a", &left, status.get());
  if (isFine(status)) TF_OpKernelConstruction_GetAttrBool(construction, "transpose_b", &right, status.get());
  if (!isFine(status)) TF_OpKernelConstruction_Failure(construction, status.get());
  return new Transposed{left != 0, right != 0};
}

void destroy(void* kernel) { delete static_cast<Transposed*>(kernel); }

Tensor input(TF_OpKernelContext* context, int i, const Status& status) {
  TF_Tensor* tensor = nullptr;
  TF_GetInput(context, i, &tensor, status.get());
  return Tensor(tensor, TF_DeleteTensor);
}

Matrix matrix(const Tensor& tensor, bool transposed) {
  const int64_t stride = TF_Dim(tensor.get(), 1);
  const auto* values = static_cast<const double*>(TF_TensorData(tensor.get()));
  return transposed ? Matrix{values, 1, stride} : Matrix{values, stride, 1};
}

/** Computes a node's output, or leaves in `status` why it cannot. */
void multiply(TF_OpKernelContext* context, const Transposed& transposed, const Status& status) {
  const Tensor a = input(context, 0, status);
  if (!isFine(status)) return;
  const Tensor b = input(context, 1, status);
  if (!isFine(status)) return;
  if (TF_NumDims(a.get()) != 2 || TF_NumDims(b.get()) != 2)
    return TF_SetStatus(status.get(), TF_INVALID_ARGUMENT, "MatMul takes two matrices");
  const int64_t m = TF_Dim(a.get(), transposed.left), k = TF_Dim(a.get(), !transposed.left);
  const int64_t n = TF_Dim(b.get(), !transposed.right);
  if (TF_Dim(b.get(), transposed.right) != k)
    return TF_SetStatus(status.get(), TF_INVALID_ARGUMENT, "MatMul: the inner sizes of the matrices differ");
  const int64_t shape[] = {m, n};
  const size_t bytes = m * n * sizeof(double);
  const Tensor out(TF_AllocateOutput(context, 0, TF_DOUBLE, shape, 2, bytes, status.get()), TF_DeleteTensor);
  if (!isFine(status)) return;
  productByThreads(matrix(a, transposed.left), matrix(b, transposed.right), m, k, n,
                   static_cast<double*>(TF_TensorData(out.get())));
}

void compute(void* kernel, TF_OpKernelContext* context) {
  const Status status = fine();
  multiply(context, *static_cast<Transposed*>(kernel), status);
  if (!isFine(status)) TF_OpKernelContext_Failure(context, status.get());
}

/** Done when the addon is loaded. TensorFlow's own kernel has priority 0 and yields. */
const bool registered = [] {
  const Status status = fine();
  TF_KernelBuilder* builder = TF_NewKernelBuilder("MatMul", "CPU", create, compute, destroy);
  TF_KernelBuilder_TypeConstraint(builder, "T", TF_DOUBLE, status.get());
  TF_KernelBuilder_Priority(builder, 1);
  TF_RegisterKernelBuilder("MatMul of doubles", builder, status.get());
  return isFine(status);
}();

}  // namespace
