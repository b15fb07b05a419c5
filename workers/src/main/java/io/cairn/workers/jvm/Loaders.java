package io.cairn.workers.jvm;

import java.io.IOException;
import java.net.URLClassLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes class loaders. */
final class Loaders {

  private static final Logger LOG = LoggerFactory.getLogger(Loaders.class);

  private Loaders() {}

  static void close(URLClassLoader loader) {
    try {
      loader.close();
    } catch (IOException e) {
      LOG.warn("a jar of a sweep could not be closed", e);
    }
  }
}
