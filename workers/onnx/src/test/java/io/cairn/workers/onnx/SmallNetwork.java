package io.cairn.workers.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a network of one linear layer with the inputs {@code x_cat} (int32, one column: code) and
 * {@code x_cont} (float, two columns: level, rate) and the outputs {@code 2 level} and {@code code
 * + rate - 0.01 level}.
 *
 * <p>Field numbers as of <a
 * href="https://github.com/onnx/onnx/blob/v1.16.0/onnx/onnx.proto">onnx.proto</a>.
 */
final class SmallNetwork {

  private static final int FLOAT = 1;
  private static final int INT32 = 6;

  private SmallNetwork() {}

  /** A message under construction. */
  private interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  private static ByteString message(Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    body.write(out);
    out.flush();
    return ByteString.copyFrom(bytes.toByteArray());
  }

  static void write(Path file) throws IOException {
    ByteString graph =
        message(
            out -> {
              out.writeBytes(1, cast());
              out.writeBytes(1, concat());
              out.writeBytes(1, node("MatMul", "y", "all", "weights"));
              out.writeString(2, "small");
              out.writeBytes(5, weights());
              out.writeBytes(11, value("x_cat", INT32, 1));
              out.writeBytes(11, value("x_cont", FLOAT, 2));
              out.writeBytes(12, value("y", FLOAT, 2));
            });
    ByteString model =
        message(
            out -> {
              out.writeInt64(1, 8);
              out.writeBytes(7, graph);
              out.writeBytes(8, message(opset -> opset.writeInt64(2, 13)));
            });
    Files.write(file, model.toByteArray());
  }

  private static ByteString node(String type, String output, String... inputs) throws IOException {
    return message(
        out -> {
          for (String input : inputs) {
            out.writeString(1, input);
          }
          out.writeString(2, output);
          out.writeString(4, type);
        });
  }

  private static ByteString withInteger(ByteString node, String name, long value)
      throws IOException {
    ByteString attribute =
        message(
            out -> {
              out.writeString(1, name);
              out.writeInt64(3, value);
              out.writeEnum(20, 2);
            });
    return node.concat(message(out -> out.writeBytes(5, attribute)));
  }

  private static ByteString cast() throws IOException {
    return withInteger(node("Cast", "codes", "x_cat"), "to", FLOAT);
  }

  private static ByteString concat() throws IOException {
    return withInteger(node("Concat", "all", "codes", "x_cont"), "axis", 1);
  }

  /** Rows: code, level, rate; columns: seconds, loss. */
  private static ByteString weights() throws IOException {
    float[] weights = {0, 1, 2, -0.01f, 0, 1};
    return message(
        out -> {
          out.writeInt64(1, 3);
          out.writeInt64(1, 2);
          out.writeInt32(2, FLOAT);
          for (float weight : weights) {
            out.writeFloat(4, weight);
          }
          out.writeString(8, "weights");
        });
  }

  private static ByteString value(String name, int type, long width) throws IOException {
    ByteString shape =
        message(
            out -> {
              out.writeBytes(1, message(dim -> dim.writeString(2, "n")));
              out.writeBytes(1, message(dim -> dim.writeInt64(1, width)));
            });
    ByteString tensor =
        message(
            out -> {
              out.writeInt32(1, type);
              out.writeBytes(2, shape);
            });
    return message(
        out -> {
          out.writeString(1, name);
          out.writeBytes(2, message(typed -> typed.writeBytes(1, tensor)));
        });
  }
}
