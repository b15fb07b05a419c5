package io.cairn.server.sweep;

import io.cairn.core.space.NumberText;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.AnchorNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads YAML. A key with dots is one name. Plain scalars are typed as in the core schema of YAML
 * 1.2: {@code true} and {@code false}, decimal numbers ({@code 1e-5} too, which YAML 1.1 takes for
 * text), {@code null}; all else is text, {@code yes} and {@code off} too. Anchors, aliases and
 * merge keys resolve; tags are ignored, so nothing is ever constructed from a file.
 *
 * <p>The node graph of SnakeYAML is used below Jackson's token stream, because the latter neither
 * resolves anchors nor shows doubled keys.
 */
final class YamlDocument {

  /** Aliases of aliases can stand for billions of nodes. */
  private static final int MAX_NODES = 200_000;

  private static final int MAX_DEPTH = 100;

  private final String name;
  private final Problems problems;
  private int nodes;

  private YamlDocument(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  /**
   * @throws InvalidSweepException if the text is no YAML mapping
   */
  static Node.Section parse(String text, String name, Problems problems)
      throws InvalidSweepException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setMaxAliasesForCollections(1_000);
    options.setNestingDepthLimit(MAX_DEPTH);
    Yaml yaml = new Yaml(new SafeConstructor(options));
    try {
      org.yaml.snakeyaml.nodes.Node root = yaml.compose(new StringReader(text));
      if (!(root instanceof MappingNode mapping)) {
        throw Document.unreadable(name, "must be a mapping of keys to values: name: ...");
      }
      return new YamlDocument(name, problems).section(mapping, "", 0);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw Document.unreadable(Origin.of(name, line), "is not valid YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw Document.unreadable(name, "is not valid YAML: " + e.getMessage());
    }
  }

  private Origin origin(org.yaml.snakeyaml.nodes.Node node) {
    return Origin.of(name, node.getStartMark().getLine() + 1);
  }

  private Node.Section section(MappingNode mapping, String path, int depth)
      throws InvalidSweepException {
    Map<String, Node> entries = new LinkedHashMap<>();
    Map<String, Node> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        problems.add(
            origin(tuple.getKeyNode()), path, "has a key that is no scalar; write a plain name");
        continue;
      }
      String key = keyNode.getValue();
      if (key.equals("<<") && keyNode.getScalarStyle() == ScalarStyle.PLAIN) {
        merge(tuple.getValueNode(), path, depth, merged);
        continue;
      }
      String keyPath = KeyPath.join(path, key);
      Node value = value(tuple.getValueNode(), keyPath, depth + 1);
      if (entries.containsKey(key)) {
        problems.add(origin(keyNode), keyPath, "is there twice; remove one of them");
      }
      entries.putIfAbsent(key, value);
    }
    merged.forEach(entries::putIfAbsent);
    entries.values().removeIf(YamlDocument::isNull);
    return new Node.Section(entries, origin(mapping));
  }

  private void merge(
      org.yaml.snakeyaml.nodes.Node node, String path, int depth, Map<String, Node> merged)
      throws InvalidSweepException {
    Node value = value(node, path, depth + 1);
    List<Node> sources = value instanceof Node.Items items ? items.nodes() : List.of(value);
    for (Node source : sources) {
      if (source instanceof Node.Section section) {
        section.entries().forEach(merged::putIfAbsent);
      } else {
        problems.add(
            origin(node), KeyPath.join(path, "<<"), "must merge mappings; give an alias of one");
      }
    }
  }

  private static boolean isNull(Node node) {
    return node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.NULL;
  }

  private Node value(org.yaml.snakeyaml.nodes.Node given, String path, int depth)
      throws InvalidSweepException {
    org.yaml.snakeyaml.nodes.Node node =
        given instanceof AnchorNode anchor ? anchor.getRealNode() : given;
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
      throw Document.unreadable(
          origin(node),
          "expands to more than "
              + MAX_NODES
              + " values or "
              + MAX_DEPTH
              + " levels; use fewer aliases");
    }
    if (node instanceof MappingNode mapping) {
      return section(mapping, path, depth);
    }
    if (node instanceof SequenceNode sequence) {
      List<Node> items = new ArrayList<>();
      for (org.yaml.snakeyaml.nodes.Node item : sequence.getValue()) {
        items.add(value(item, KeyPath.item(path, items.size()), depth + 1));
      }
      return new Node.Items(items, origin(node));
    }
    return scalar((ScalarNode) node);
  }

  private Node.Scalar scalar(ScalarNode node) {
    String text = node.getValue();
    return new Node.Scalar(kind(node, text), text, origin(node));
  }

  private static Node.Kind kind(ScalarNode node, String text) {
    if (node.getScalarStyle() != ScalarStyle.PLAIN) {
      return Node.Kind.TEXT;
    }
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Node.Kind.NULL;
      case "true", "false" -> Node.Kind.FLAG;
      default -> NumberText.parse(text).isPresent() ? Node.Kind.NUMBER : Node.Kind.TEXT;
    };
  }
}
