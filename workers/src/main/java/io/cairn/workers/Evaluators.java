package io.cairn.workers;

import io.cairn.workers.spi.EvaluatorProvider;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kinds of worker on the class path.
 *
 * <p>A provider that cannot be loaded (a missing class, a constructor that throws) is logged and
 * left out: one broken third-party jar must not take the built-in kinds with it.
 */
public final class Evaluators {

  private static final Logger LOG = LoggerFactory.getLogger(Evaluators.class);

  private Evaluators() {}

  /**
   * The provider for a {@code worker.type}.
   *
   * @throws IllegalStateException if two providers claim the same type
   */
  public static Optional<EvaluatorProvider> find(String type) {
    return Optional.ofNullable(load(loader()).get(type));
  }

  /**
   * Every type there is, in alphabetical order.
   *
   * @throws IllegalStateException if two providers claim the same type
   */
  public static SortedSet<String> types() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(load(loader()).keySet()));
  }

  /**
   * Those that slots of this program run, in alphabetical order: what a node offers.
   *
   * @throws IllegalStateException if two providers claim the same type
   */
  public static SortedSet<String> runnable() {
    SortedSet<String> types = new TreeSet<>();
    load(loader())
        .forEach(
            (type, provider) -> {
              if (provider.runsHere()) {
                types.add(type);
              }
            });
    return Collections.unmodifiableSortedSet(types);
  }

  private static ClassLoader loader() {
    // Not the context class loader: it differs between the threads of actors and of the command
    // line, and with it would the answer.
    return EvaluatorProvider.class.getClassLoader();
  }

  static SortedMap<String, EvaluatorProvider> load(ClassLoader loader) {
    SortedMap<String, EvaluatorProvider> found = new TreeMap<>();
    Iterator<EvaluatorProvider> providers =
        ServiceLoader.load(EvaluatorProvider.class, loader).iterator();
    while (true) {
      EvaluatorProvider provider;
      try {
        if (!providers.hasNext()) {
          return found;
        }
        provider = providers.next();
      } catch (ServiceConfigurationError e) {
        LOG.warn("a kind of worker cannot be loaded and is left out: {}", e.getMessage(), e);
        continue;
      }
      EvaluatorProvider other = found.putIfAbsent(provider.type(), provider);
      if (other != null) {
        throw new IllegalStateException(
            "two kinds of worker are named \"%s\": %s and %s; take one of their jars off the class path"
                .formatted(
                    provider.type(), other.getClass().getName(), provider.getClass().getName()));
      }
    }
  }
}
