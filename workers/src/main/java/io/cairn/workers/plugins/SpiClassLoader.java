package io.cairn.workers.plugins;

import io.cairn.workers.spi.EvaluatorProvider;
import java.util.Set;

/**
 * What a plug-in sees besides its own jars: the JDK and the SPI. Libraries of Cairn are hidden, so
 * that a plug-in brings whatever versions it likes and no update of Cairn's breaks it.
 */
final class SpiClassLoader extends ClassLoader {

  static final SpiClassLoader INSTANCE = new SpiClassLoader();

  private static final Set<String> PACKAGES =
      Set.of(
          "io.cairn.workers.spi",
          "io.cairn.workers.settings",
          "io.cairn.workers.pace",
          "org.jspecify.annotations");

  /** What rewritten calls lead to; nobody writes this name in a plug-in. */
  private static final String CALLS = GuardedCalls.class.getName();

  static {
    registerAsParallelCapable();
  }

  private SpiClassLoader() {
    // Services and other resources of Cairn's jars are not found by way of it either.
    super("cairn-spi", ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (isShown(name)) {
      return Class.forName(name, false, EvaluatorProvider.class.getClassLoader());
    }
    return super.loadClass(name, resolve);
  }

  private static boolean isShown(String name) {
    return PACKAGES.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))))
        || name.equals(CALLS);
  }
}
