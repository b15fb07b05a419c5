package io.cairn.workers.smile.model;

import java.util.Optional;
import org.bytedeco.openblas.global.openblas_nolapack;
import smile.math.matrix.Matrix;

/**
 * Whether OpenBLAS is there, which Smile's matrices need.
 *
 * <p>Its natives ship for some platforms only. Where they are missing, loading them fails with a
 * {@link LinkageError} at the first product of matrices, which this class provokes early to answer
 * in a sentence instead.
 */
public final class OpenBlas {

  private OpenBlas() {}

  /** Why OpenBLAS cannot be used, as a sentence about this platform; absent if it can. */
  public static Optional<String> problem() {
    return Probe.PROBLEM;
  }

  /** Probes once, when first asked. */
  private static final class Probe {
    static final Optional<String> PROBLEM = probe();

    private static Optional<String> probe() {
      try {
        new Matrix(1, 1, 1.0).mv(new double[] {1});
        if (System.getenv("OPENBLAS_NUM_THREADS") == null) {
          // A slot is a thread: threads within it would compete with the other slots, and sums over
          // a different number of threads differ in their last digits.
          openblas_nolapack.blas_set_num_threads(1);
        }
        return Optional.empty();
      } catch (LinkageError | RuntimeException e) {
        return Optional.of(
            "needs OpenBLAS, whose native library cannot be loaded on %s %s (%s)"
                .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), cause(e)));
      }
    }

    private static String cause(Throwable e) {
      Throwable cause = e;
      while (cause.getCause() != null && cause.getCause() != cause) {
        cause = cause.getCause();
      }
      return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
  }
}
