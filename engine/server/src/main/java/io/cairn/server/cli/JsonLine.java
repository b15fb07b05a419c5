package io.cairn.server.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;

/** What a command prints with {@code --json}. */
final class JsonLine {

  private JsonLine() {}

  /** Something that writes JSON. */
  @FunctionalInterface
  interface Writes {
    void to(JsonGenerator json) throws IOException;
  }

  /** The JSON that {@code writes} writes, on one line. */
  static String of(Writes writes) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      writes.to(json);
    }
    return text.toString();
  }
}
