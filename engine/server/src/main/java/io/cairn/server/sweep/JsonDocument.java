package io.cairn.server.sweep;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads strict JSON; a key that is there twice is a mistake. */
final class JsonDocument {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser parser;
  private final String name;
  private final Problems problems;

  private JsonDocument(JsonParser parser, String name, Problems problems) {
    this.parser = parser;
    this.name = name;
    this.problems = problems;
  }

  /**
   * @throws InvalidSweepException if the text is no JSON object
   */
  static Node.Section parse(String text, String name, Problems problems)
      throws InvalidSweepException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonDocument document = new JsonDocument(parser, name, problems);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Document.unreadable(
            document.origin(), "must be an object of keys and values: { \"name\": ... }");
      }
      Node.Section root = document.section("");
      if (parser.nextToken() != null) {
        throw Document.unreadable(
            document.origin(), "has text after the end of the object; remove it");
      }
      return root;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw Document.unreadable(
          Origin.of(name, line), "is not valid JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
  }

  private Origin origin() {
    return Origin.of(name, parser.currentTokenLocation().getLineNr());
  }

  private Node.Section section(String path) throws IOException {
    Origin origin = origin();
    Map<String, Node> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Origin keyOrigin = origin();
      String keyPath = KeyPath.join(path, key);
      parser.nextToken();
      Node value = value(keyPath);
      if (isNull(value)) {
        continue;
      }
      if (entries.putIfAbsent(key, value) != null) {
        problems.add(keyOrigin, keyPath, "is there twice; remove one of them");
      }
    }
    return new Node.Section(entries, origin);
  }

  private static boolean isNull(Node node) {
    return node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.NULL;
  }

  private Node.Items items(String path) throws IOException {
    Origin origin = origin();
    List<Node> nodes = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      nodes.add(value(KeyPath.item(path, nodes.size())));
    }
    return new Node.Items(nodes, origin);
  }

  private Node value(String path) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> section(path);
      case START_ARRAY -> items(path);
      case VALUE_STRING -> scalar(Node.Kind.TEXT);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(Node.Kind.NUMBER);
      case VALUE_TRUE, VALUE_FALSE -> scalar(Node.Kind.FLAG);
      default -> scalar(Node.Kind.NULL);
    };
  }

  private Node.Scalar scalar(Node.Kind kind) throws IOException {
    return new Node.Scalar(kind, parser.getText(), origin());
  }
}
