package io.cairn.workers.function;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every test function by name. */
final class Catalogue {

  private static final Map<String, TestFunction> FUNCTIONS = index();

  private Catalogue() {}

  private static Map<String, TestFunction> index() {
    Map<String, TestFunction> functions = new TreeMap<>();
    for (TestFunction function :
        List.of(
            new Branin(),
            Hartmann.three(),
            Hartmann.six(),
            new Currin(),
            new Borehole(),
            new LearningCurve())) {
      functions.put(function.name(), function);
    }
    for (Classic classic : Classic.values()) {
      functions.put(classic.functionName(), new Shifted(classic));
    }
    return Collections.unmodifiableMap(functions);
  }

  /** By name, in alphabetical order. */
  static Map<String, TestFunction> functions() {
    return FUNCTIONS;
  }
}
