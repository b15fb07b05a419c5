package io.cairn.workers.jvm;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a function in a JVM of its own and prints what it returns as one result line. Uses the JDK
 * alone.
 *
 * <p>Arguments: class, method, metric, name of the resource, level, and one argument for every
 * active parameter: its type (D, L, B or S), a colon, its name's length, a colon, its name, its
 * value.
 */
public final class FunctionHost {

  private static final int FIXED = 5;

  private FunctionHost() {}

  /** Runs it; ends with code 1 and the exception if it throws. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Throwable {
    Class<?> type = Class.forName(arguments[0]);
    Function function =
        Function.find(type, arguments[1])
            .orElseThrow(() -> new NoSuchMethodException(Function.FORMS.formatted(arguments[1])));
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (int i = FIXED; i < arguments.length; i++) {
      take(arguments[i], parameters);
    }
    String metric = arguments[2];
    double level = Double.parseDouble(arguments[4]);
    try {
      Map<String, Double> metrics = function.call(parameters, level, metric);
      System.out.println(line(arguments[3], level, metrics));
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
    // Threads that the function has left would keep the process for ever.
    System.out.flush();
    System.exit(0);
  }

  /** An argument for every parameter. */
  static List<String> arguments(Map<String, Object> parameters) {
    List<String> arguments = new ArrayList<>();
    parameters.forEach(
        (name, value) -> arguments.add(type(value) + ":" + name.length() + ":" + name + value));
    return arguments;
  }

  private static char type(Object value) {
    return value instanceof Double
        ? 'D'
        : value instanceof Long ? 'L' : value instanceof Boolean ? 'B' : 'S';
  }

  /** Reads what {@link #arguments} wrote. */
  static void take(String argument, Map<String, Object> parameters) {
    int colon = argument.indexOf(':', 2);
    int start = colon + 1;
    int end = start + Integer.parseInt(argument.substring(2, colon));
    String text = argument.substring(end);
    parameters.put(
        argument.substring(start, end),
        switch (argument.charAt(0)) {
          case 'D' -> (Object) Double.valueOf(text);
          case 'L' -> Long.valueOf(text);
          case 'B' -> Boolean.valueOf(text);
          default -> text;
        });
  }

  /** A line as the process worker reads it. */
  static String line(String resource, double level, Map<String, Double> metrics) {
    StringBuilder line = new StringBuilder("{");
    line.append(quote(resource)).append(": ").append(level);
    metrics.forEach(
        (name, value) -> line.append(", ").append(quote(name)).append(": ").append(value));
    return line.append('}').toString();
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
