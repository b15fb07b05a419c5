package io.cairn.workers.process;

import io.cairn.workers.settings.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * An argument vector with placeholders. What happens to a placeholder without a value is told at
 * {@link ProcessProvider}.
 */
public final class CommandTemplate {

  private sealed interface Part {}

  private record Literal(String text) implements Part {}

  private record Placeholder(String name) implements Part {}

  private record Argument(List<Part> parts) {

    boolean isLiteral() {
      return parts.stream().allMatch(Literal.class::isInstance);
    }

    /**
     * Whether this is {@code -o} or {@code --option}; {@code -} and {@code --} mean other things.
     */
    boolean isOption() {
      return isLiteral()
          && literal().startsWith("-")
          && !literal().equals("-")
          && !literal().equals("--");
    }

    String literal() {
      return parts.isEmpty() ? "" : ((Literal) parts.get(0)).text();
    }

    boolean isOnlyAbsent(Map<String, String> values) {
      return parts.size() == 1 && isAbsent(parts.get(0), values);
    }

    boolean isOptionWithAbsent(Map<String, String> values) {
      return parts.size() == 2
          && parts.get(0) instanceof Literal option
          && option.text().startsWith("-")
          && option.text().endsWith("=")
          && isAbsent(parts.get(1), values);
    }

    private static boolean isAbsent(Part part, Map<String, String> values) {
      return part instanceof Placeholder placeholder && !values.containsKey(placeholder.name());
    }

    String fill(Map<String, String> values) {
      StringBuilder text = new StringBuilder();
      for (Part part : parts) {
        if (part instanceof Literal literal) {
          text.append(literal.text());
        } else if (part instanceof Placeholder placeholder) {
          text.append(values.getOrDefault(placeholder.name(), ""));
        }
      }
      return text.toString();
    }
  }

  private final List<Argument> arguments;

  private CommandTemplate(List<Argument> arguments) {
    this.arguments = List.copyOf(arguments);
  }

  /**
   * Parses a command.
   *
   * @param known every placeholder there is
   * @param problem takes the index of an element and what is wrong with it
   */
  static CommandTemplate parse(
      List<String> words, Set<String> known, BiConsumer<Integer, String> problem) {
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      int index = i;
      arguments.add(parse(words.get(i), known, message -> problem.accept(index, message)));
    }
    return new CommandTemplate(arguments);
  }

  private static Argument parse(String word, Set<String> known, Consumer<String> problem) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c != '{' && c != '}') {
        literal.append(c);
      } else if (i + 1 < word.length() && word.charAt(i + 1) == c) {
        literal.append(c);
        i++;
      } else {
        int end = c == '{' ? word.indexOf('}', i) : -1;
        if (end < 0) {
          problem.accept(
              "= \"%s\" has a %s brace without its partner; a literal brace is written twice: %s"
                  .formatted(word, c == '{' ? "{" : "}", c == '{' ? "{{" : "}}"));
          return new Argument(List.of());
        }
        String name = word.substring(i + 1, end);
        if (!known.contains(name)) {
          problem.accept(unknown(word, name, known));
        }
        if (literal.length() > 0) {
          parts.add(new Literal(literal.toString()));
          literal.setLength(0);
        }
        parts.add(new Placeholder(name));
        i = end;
      }
    }
    if (literal.length() > 0) {
      parts.add(new Literal(literal.toString()));
    }
    return new Argument(List.copyOf(parts));
  }

  private static String unknown(String word, String name, Set<String> known) {
    return "= \"%s\" has the unknown placeholder {%s}; there are: {%s}%s; literal braces are written twice"
        .formatted(word, name, String.join("}, {", known), Suggestion.forWord(name, known));
  }

  /** The program, if no placeholder is in it. */
  Optional<String> literalProgram() {
    return arguments.isEmpty() || !arguments.get(0).isLiteral()
        ? Optional.empty()
        : Optional.of(arguments.get(0).literal());
  }

  /** Every placeholder that is used. */
  public SortedSet<String> placeholders() {
    SortedSet<String> names = new TreeSet<>();
    for (Argument argument : arguments) {
      for (Part part : argument.parts()) {
        if (part instanceof Placeholder placeholder) {
          names.add(placeholder.name());
        }
      }
    }
    return names;
  }

  /**
   * The argument vector for one evaluation.
   *
   * @param values texts of the placeholders that have a value
   */
  public List<String> fill(Map<String, String> values) {
    List<String> filled = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Argument argument = arguments.get(i);
      if (i > 0 && argument.isOnlyAbsent(values)) {
        // The program itself (i = 0) is never taken for an option.
        if (i > 1 && arguments.get(i - 1).isOption()) {
          filled.remove(filled.size() - 1);
        }
      } else if (i == 0 || !argument.isOptionWithAbsent(values)) {
        filled.add(argument.fill(values));
      }
    }
    return filled;
  }
}
