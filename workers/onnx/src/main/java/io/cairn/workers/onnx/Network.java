package io.cairn.workers.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A network in ONNX form. Runs in the caller's thread alone and may be used by several at once.
 *
 * @see <a href="https://onnxruntime.ai/docs/api/java/">ONNX Runtime's Java interface</a>
 */
final class Network implements AutoCloseable {

  private static final Set<OnnxJavaType> NUMBERS =
      Set.of(OnnxJavaType.INT32, OnnxJavaType.INT64, OnnxJavaType.FLOAT, OnnxJavaType.DOUBLE);

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Map<String, TensorInfo> inputs = new LinkedHashMap<>();

  /**
   * Loads a network.
   *
   * @throws IOException if the file cannot be read or is no network of this form, with a sentence
   */
  Network(Path file) throws IOException {
    this.environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // A slot is a core.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      this.session = environment.createSession(file.toString(), options);
    } catch (OrtException e) {
      throw new IOException("cannot be read as a network: " + e.getMessage(), e);
    }
    try {
      for (NodeInfo input : session.getInputInfo().values()) {
        if (!(input.getInfo() instanceof TensorInfo tensor)
            || tensor.getShape().length != 2
            || !NUMBERS.contains(tensor.type)) {
          throw new IOException(
              "has the input %s, %s, which is no table of numbers"
                  .formatted(input.getName(), input.getInfo()));
        }
        inputs.put(input.getName(), tensor);
      }
    } catch (OrtException | IOException e) {
      close();
      throw e instanceof IOException trouble ? trouble : new IOException(e.getMessage(), e);
    }
  }

  Set<String> inputs() {
    return inputs.keySet();
  }

  /** How many columns an input has; empty if any number will do. */
  Optional<Long> width(String input) {
    TensorInfo info = inputs.get(input);
    return info == null || info.getShape()[1] < 0
        ? Optional.empty()
        : Optional.of(info.getShape()[1]);
  }

  /**
   * The network's first output.
   *
   * @param rows for every input its rows
   * @return a row for each
   * @throws IOException if the network fails, with a sentence
   */
  double[][] run(Map<String, double[][]> rows) throws IOException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, double[][]> entry : rows.entrySet()) {
        tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue()));
      }
      try (OrtSession.Result result = session.run(tensors)) {
        return table(result.get(0));
      }
    } catch (OrtException e) {
      throw new IOException("the network failed: " + e.getMessage(), e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(String input, double[][] rows) throws OrtException, IOException {
    int width = rows[0].length;
    double[] flat = new double[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * width, width);
    }
    long[] shape = {rows.length, width};
    TensorInfo info = inputs.get(input);
    OnnxJavaType type = info == null ? OnnxJavaType.UNKNOWN : info.type;
    return switch (type) {
      case INT32 -> {
        int[] numbers = new int[flat.length];
        for (int i = 0; i < flat.length; i++) {
          numbers[i] = (int) Math.round(flat[i]);
        }
        yield OnnxTensor.createTensor(environment, IntBuffer.wrap(numbers), shape);
      }
      case INT64 -> {
        long[] numbers = new long[flat.length];
        for (int i = 0; i < flat.length; i++) {
          numbers[i] = Math.round(flat[i]);
        }
        yield OnnxTensor.createTensor(environment, LongBuffer.wrap(numbers), shape);
      }
      case FLOAT -> {
        float[] numbers = new float[flat.length];
        for (int i = 0; i < flat.length; i++) {
          numbers[i] = (float) flat[i];
        }
        yield OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers), shape);
      }
      case DOUBLE -> OnnxTensor.createTensor(environment, DoubleBuffer.wrap(flat), shape);
      default -> throw new IOException("the network has no input " + input);
    };
  }

  private static double[][] table(OnnxValue output) throws OrtException, IOException {
    Object value = output.getValue();
    if (value instanceof double[][] doubles) {
      return doubles;
    }
    if (!(value instanceof float[][] floats)) {
      throw new IOException("the network's first output is no table of numbers");
    }
    double[][] table = new double[floats.length][];
    for (int i = 0; i < floats.length; i++) {
      table[i] = new double[floats[i].length];
      for (int j = 0; j < floats[i].length; j++) {
        table[i][j] = floats[i][j];
      }
    }
    return table;
  }

  /** Closing it again does nothing. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the network does not close: " + e.getMessage(), e);
    }
  }
}
