package io.cairn.server.sweep;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads HOCON: includes relative to the file, substitutions resolved, the environment last. */
final class HoconDocument {

  /** Stands for a substitution that leads nowhere, until every one of them is found. */
  private static final String UNRESOLVED = "\u0001unresolved\u0001";

  /** The parser is recursive: a file of brackets alone would overflow its stack. */
  private static final int MAX_DEPTH = 500;

  private static final int MAX_UNRESOLVED = 200;
  private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{(.+?)}");
  private static final Pattern LINED = Pattern.compile("(.*?): (\\d+)(?:-\\d+)?");
  private static final Pattern PARSER_MESSAGE = Pattern.compile("(?s).*?: \\d+: (.*)");

  private final String name;
  private final Problems problems;
  private final HoconKeyOrder order;

  private HoconDocument(String name, Problems problems, HoconKeyOrder order) {
    this.name = name;
    this.problems = problems;
    this.order = order;
  }

  /**
   * @throws InvalidSweepException if the text is no HOCON
   */
  static Node.Section parse(String text, Path file, Problems problems)
      throws InvalidSweepException {
    String name = Document.displayName(file);
    if (nesting(text) > MAX_DEPTH) {
      throw Document.unreadable(
          name, "is nested deeper than " + MAX_DEPTH + " levels; simplify it");
    }
    HoconKeyOrder order = new HoconKeyOrder();
    HoconDocument document = new HoconDocument(name, problems, order);
    try {
      SweepIncluder includer = new SweepIncluder(file, problems);
      Config parsed = ConfigFactory.parseString(text, includer.options(name));
      order.scan(text, file);
      ConfigObject root = document.resolve(parsed).root();
      return document.section(root, HoconKeyOrder.ROOT);
    } catch (ConfigException e) {
      throw Document.unreadable(document.origin(e.origin()), "is not valid HOCON: " + message(e));
    }
  }

  /**
   * The deepest nesting of brackets; those in texts count too, which does no harm at this bound.
   */
  private static int nesting(String text) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' || c == '[' ? 1 : 0;
      depth -= c == '}' || c == ']' ? 1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  private static String message(ConfigException e) {
    String text = String.valueOf(e.getMessage());
    Matcher matcher = PARSER_MESSAGE.matcher(text);
    String plain = matcher.matches() ? matcher.group(1) : text;
    int advice = plain.indexOf(", or you may be able to rename");
    return advice < 0 ? plain : plain.substring(0, advice) + ")";
  }

  /** Resolves substitutions; those that lead nowhere become problems, all of them. */
  private Config resolve(Config parsed) {
    Set<String> nowhere = new LinkedHashSet<>();
    while (true) {
      ConfigResolveOptions options =
          ConfigResolveOptions.defaults().appendResolver(new Placeholders(nowhere));
      try {
        return parsed.resolve(options);
      } catch (ConfigException.UnresolvedSubstitution e) {
        Matcher matcher = SUBSTITUTION.matcher(String.valueOf(e.getMessage()));
        boolean isNew = matcher.find() && nowhere.add(matcher.group(1));
        if (!isNew || nowhere.size() > MAX_UNRESOLVED) {
          throw e;
        }
        problems.add(
            origin(e.origin()),
            "",
            "refers to ${"
                + matcher.group(1)
                + "}, which is neither a key of the sweep nor an environment variable; define it, or"
                + " write ${?"
                + matcher.group(1)
                + "} to leave the value out");
      }
    }
  }

  private record Placeholders(Set<String> paths) implements ConfigResolver {
    @Override
    public @Nullable ConfigValue lookup(String path) {
      return paths.contains(path) ? ConfigValueFactory.fromAnyRef(UNRESOLVED) : null;
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver fallback) {
      return this;
    }
  }

  private Origin origin(@Nullable ConfigOrigin origin) {
    if (origin == null) {
      return Origin.of(name);
    }
    Matcher matcher = LINED.matcher(origin.description());
    boolean single = matcher.matches() && !origin.description().startsWith("merge of ");
    String file = single ? matcher.group(1) : name;
    return Origin.of(file, origin.lineNumber());
  }

  private Node.Section section(ConfigObject object, String path) {
    List<Map.Entry<String, ConfigValue>> inOrder = new ArrayList<>(object.entrySet());
    inOrder.sort(
        Comparator.comparingInt((Map.Entry<String, ConfigValue> e) -> order.rank(path, e.getKey()))
            .thenComparingInt(e -> e.getValue().origin().lineNumber())
            .thenComparing(Map.Entry::getKey));
    Map<String, Node> entries = new LinkedHashMap<>();
    for (Map.Entry<String, ConfigValue> entry : inOrder) {
      if (entry.getValue().valueType() != ConfigValueType.NULL) {
        String key = entry.getKey();
        entries.put(key, node(entry.getValue(), HoconKeyOrder.join(path, key)));
      }
    }
    return new Node.Section(entries, origin(object.origin()));
  }

  private Node node(ConfigValue value, String path) {
    if (value instanceof ConfigObject object) {
      return section(object, path);
    }
    if (value instanceof ConfigList list) {
      List<Node> nodes = new ArrayList<>();
      for (ConfigValue item : list) {
        nodes.add(node(item, HoconKeyOrder.join(path, Integer.toString(nodes.size()))));
      }
      return new Node.Items(nodes, origin(list.origin()));
    }
    return scalar(value);
  }

  private Node.Scalar scalar(ConfigValue value) {
    Origin origin = origin(value.origin());
    if (value.valueType() == ConfigValueType.NULL) {
      return new Node.Scalar(Node.Kind.NULL, "null", origin);
    }
    // getString gives a number as it was written; unwrapped() would make 1e-5 of 0.00001.
    String text = value.atKey("value").getString("value");
    if (text.contains(UNRESOLVED)) {
      return new Node.Scalar(Node.Kind.UNRESOLVED, text.replace(UNRESOLVED, "?"), origin);
    }
    return switch (value.valueType()) {
      case NUMBER -> new Node.Scalar(Node.Kind.NUMBER, text, origin);
      case BOOLEAN -> new Node.Scalar(Node.Kind.FLAG, text, origin);
      default -> new Node.Scalar(Node.Kind.TEXT, text, origin);
    };
  }
}
