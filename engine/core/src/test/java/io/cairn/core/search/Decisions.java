package io.cairn.core.search;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Prints every decision of every method on one seed and arrival order; a JVM of its own runs it.
 */
final class Decisions {
  private Decisions() {}

  public static void main(String[] arguments) {
    System.out.print(text());
  }

  static String text() {
    StringBuilder text = new StringBuilder();
    for (String name : Methods.names()) {
      Method method =
          Methods.create(
              new MethodSpec(
                  new MethodSettings(name, 42, Map.of()),
                  TestSpaces.mixed(),
                  TestSpaces.epochs(),
                  OptionalInt.of(80),
                  List.of()));
      MethodRun run =
          new MethodRun(
                  method,
                  TestSpaces.epochs(),
                  8,
                  80,
                  (trial, configuration, level) -> TestSpaces.loss(configuration, level),
                  7)
              .run();
      text.append(name).append('\n');
      run.answers().forEach(answer -> text.append(answer).append('\n'));
    }
    return text.toString();
  }
}
