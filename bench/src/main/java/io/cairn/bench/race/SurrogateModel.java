package io.cairn.bench.race;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * A surrogate network in ONNX form with a categorical and a numeric input. Runs in the caller's
 * thread alone and may be used by several at once.
 */
final class SurrogateModel implements AutoCloseable {
  private static final int FIRST_ROWS = 64;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int categoricals;
  private final int numerics;
  private final ThreadLocal<Rows> rows = ThreadLocal.withInitial(() -> new Rows(FIRST_ROWS));

  /**
   * Loads a network.
   *
   * @param categoricals columns of {@code x_cat}
   * @param numerics columns of {@code x_cont}
   * @throws IOException if the file cannot be read or is no such network
   */
  SurrogateModel(Path file, int categoricals, int numerics) throws IOException {
    this.environment = OrtEnvironment.getEnvironment();
    this.categoricals = categoricals;
    this.numerics = numerics;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      this.session = environment.createSession(file.toString(), options);
    } catch (OrtException e) {
      throw new IOException(file + " cannot be read as a network: " + e.getMessage(), e);
    }
  }

  /** Inputs of a batch, kept from one batch to the next. */
  final class Rows {
    private IntBuffer codes;
    private FloatBuffer numbers;

    Rows(int most) {
      codes = direct((long) most * categoricals * Integer.BYTES).asIntBuffer();
      numbers = direct((long) most * numerics * Float.BYTES).asFloatBuffer();
    }

    private static ByteBuffer direct(long bytes) {
      return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    /** Sets a categorical input. */
    void code(int row, int column, int code) {
      codes.put(row * categoricals + column, code);
    }

    /** Sets a numeric input. */
    void number(int row, int column, double number) {
      numbers.put(row * numerics + column, (float) number);
    }

    /** The network's outputs for the first rows. */
    float[][] run(int count) {
      try (OnnxTensor codeTensor =
              OnnxTensor.createTensor(
                  environment,
                  codes.slice(0, count * categoricals),
                  new long[] {count, categoricals});
          OnnxTensor numberTensor =
              OnnxTensor.createTensor(
                  environment, numbers.slice(0, count * numerics), new long[] {count, numerics});
          OrtSession.Result result =
              session.run(Map.of("x_cat", codeTensor, "x_cont", numberTensor))) {
        OnnxTensor outputs = (OnnxTensor) result.get(0);
        int width = Math.toIntExact(((TensorInfo) outputs.getInfo()).getShape()[1]);
        FloatBuffer values = outputs.getFloatBuffer();
        float[][] table = new float[count][width];
        for (float[] row : table) {
          values.get(row);
        }
        return table;
      } catch (OrtException e) {
        throw new IllegalStateException("the network failed: " + e.getMessage(), e);
      }
    }
  }

  /** This thread's inputs, with space for so many rows; what was set before is not kept. */
  Rows rows(int count) {
    Rows kept = rows.get();
    if (kept.codes.capacity() < count * categoricals
        || kept.numbers.capacity() < count * numerics) {
      kept = new Rows(count);
      rows.set(kept);
    }
    return kept;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the network does not close: " + e.getMessage(), e);
    }
  }
}
