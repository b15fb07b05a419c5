package io.cairn.workers.jvm;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A static method that evaluates configurations. Uses the JDK alone: it also runs in a JVM without
 * anything else of ours.
 *
 * @param method public and static; takes a map, or a map and a double; returns a number or a map
 */
record Function(Method method) {

  static final String FORMS =
      "public static double %1$s(Map<String, Object> parameters), or with a further parameter"
          + " double level; it may return a Map<String, Double> of metrics instead";

  /** The method of a class that can be called so. */
  static Optional<Function> find(Class<?> type, String name) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && fits(method)) {
        return Optional.of(new Function(method));
      }
    }
    return Optional.empty();
  }

  private static boolean fits(Method method) {
    Class<?>[] takes = method.getParameterTypes();
    Class<?> gives = method.getReturnType();
    return Modifier.isStatic(method.getModifiers())
        && Modifier.isPublic(method.getDeclaringClass().getModifiers())
        && (takes.length == 1 || (takes.length == 2 && takes[1] == double.class))
        && takes[0] == Map.class
        && (gives == double.class
            || gives == float.class
            || gives == int.class
            || gives == long.class
            || Number.class.isAssignableFrom(gives)
            || Map.class.isAssignableFrom(gives));
  }

  /**
   * Calls it.
   *
   * @param level the level to go to; 1 where the sweep has no fidelity
   * @param metric name of the metric that a single number is
   * @return metrics, by name
   * @throws InvocationTargetException if the method threw
   * @throws IllegalStateException if what it returned is none, with a sentence
   */
  Map<String, Double> call(Map<String, Object> parameters, double level, String metric)
      throws InvocationTargetException, IllegalAccessException {
    Object result =
        method.getParameterCount() == 1
            ? method.invoke(null, parameters)
            : method.invoke(null, parameters, level);
    if (result instanceof Number number) {
      return Map.of(metric, number.doubleValue());
    }
    if (!(result instanceof Map<?, ?> map)) {
      throw new IllegalStateException(method.getName() + " returned null; it must return a number");
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> {
          if (value instanceof Number number) {
            metrics.put(String.valueOf(name), number.doubleValue());
          }
        });
    if (!metrics.containsKey(metric)) {
      throw new IllegalStateException(
          "%s returned the metrics %s; the sweep's \"%s\" must be one of them, as a number"
              .formatted(method.getName(), metrics.keySet(), metric));
    }
    return metrics;
  }
}
