package io.cairn.workers.plugins;

import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.Spi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads one plug-in. */
final class PlugInLoader {

  private static final Logger LOG = LoggerFactory.getLogger(PlugInLoader.class);

  private static final String TYPE = "[a-z0-9]+(-[a-z0-9]+)*";
  private static final int LONGEST_TYPE = 40;

  /** A service file may hold anything; what is wrong with it need not be told line by line. */
  private static final int MOST_TROUBLES = 10;

  private final String name;
  private final Path place;
  private final PlugInBounds bounds;

  private final List<String> troubles = new ArrayList<>();

  PlugInLoader(String name, Path place, PlugInBounds bounds) {
    this.name = name;
    this.place = place;
    this.bounds = bounds;
  }

  LoadedPlugIn load(List<Path> jars) {
    Optional<String> spi = checkJars(jars);
    List<EvaluatorProvider> providers = troubles.isEmpty() ? providers(jars) : List.of();
    return new LoadedPlugIn(name, place, spi, providers, troubles);
  }

  /** Which SPI they were compiled against; troubles where they cannot be read or name another. */
  private Optional<String> checkJars(List<Path> jars) {
    Optional<String> named = Optional.empty();
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile())) {
        Optional<String> spi = attribute(file.getManifest());
        if (spi.isPresent()) {
          named = spi;
          checkSpi(jar, spi.get());
        }
      } catch (IOException | SecurityException e) {
        troubles.add(jar.getFileName() + " is no jar that can be read: " + e.getMessage());
      }
    }
    return named;
  }

  private static Optional<String> attribute(@Nullable Manifest manifest) {
    return Optional.ofNullable(manifest)
        .map(of -> of.getMainAttributes().getValue(Spi.ATTRIBUTE))
        .map(String::strip);
  }

  private void checkSpi(Path jar, String spi) {
    if (!spi.equals(Integer.toString(Spi.VERSION))) {
      troubles.add(
          "%s says %s: %s, and this Cairn has version %d of the SPI; take a build of the plug-in for it"
              .formatted(jar.getFileName(), Spi.ATTRIBUTE, spi, Spi.VERSION));
    }
  }

  private List<EvaluatorProvider> providers(List<Path> jars) {
    PlugInClassLoader loader = new PlugInClassLoader(name, jars);
    try {
      Found found = Bounded.call(loader, bounds.load(), () -> new Search(loader).find());
      troubles.addAll(found.troubles());
      return found.providers();
    } catch (TimeoutException e) {
      return none(
          "it was not loaded within "
              + bounds.load().toSeconds()
              + " s; constructors and static initialisers of a kind of worker must not wait");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return none("its loading was interrupted");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      Throwable thrown = cause == null ? e : cause;
      Noted.warn(LOG, "plug-in " + name + " could not be loaded", thrown);
      return none(PlugInTrouble.of(thrown));
    }
  }

  private List<EvaluatorProvider> none(String trouble) {
    troubles.add(trouble);
    return List.of();
  }

  /** What a search came to; complete only when it is over. */
  private record Found(List<EvaluatorProvider> providers, List<String> troubles) {}

  /**
   * Finds the kinds of worker, with the plug-in's own code, on a thread that may be left behind:
   * what it finds then is nobody's business any more.
   */
  private final class Search {

    private final PlugInClassLoader loader;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, EvaluatorProvider> providers = new LinkedHashMap<>();
    private final List<String> troubles = new ArrayList<>();

    Search(PlugInClassLoader loader) {
      this.loader = loader;
    }

    Found find() {
      Iterator<EvaluatorProvider> services =
          ServiceLoader.load(EvaluatorProvider.class, loader).iterator();
      boolean listed = false;
      while (troubles.size() < MOST_TROUBLES) {
        try {
          if (!services.hasNext()) {
            break;
          }
          listed = true;
          EvaluatorProvider provider = services.next();
          if (provider.getClass().getClassLoader() == loader) {
            add(provider);
          }
        } catch (ServiceConfigurationError | LinkageError e) {
          listed = true;
          Noted.warn(LOG, "a kind of worker of plug-in " + name + " could not be loaded", e);
          troubles.add(PlugInTrouble.of(e));
        }
      }
      if (!listed) {
        troubles.add(
            "it lists no kind of worker; its jar needs META-INF/services/"
                + EvaluatorProvider.class.getName());
      }
      return new Found(List.copyOf(providers.values()), List.copyOf(troubles));
    }

    private void add(EvaluatorProvider provider) {
      String kind = provider.getClass().getName();
      String type;
      try {
        type = String.valueOf(provider.type());
      } catch (Throwable e) { // code of a plug-in may throw anything
        troubles.add(kind + " does not tell its type: " + PlugInTrouble.of(e));
        return;
      }
      if (!type.matches(TYPE) || type.length() > LONGEST_TYPE) {
        troubles.add(
            "%s is of type \"%s\", which must be lower case letters and digits with dashes between, %d at most"
                .formatted(kind, type.substring(0, Math.min(60, type.length())), LONGEST_TYPE));
      } else if (providers.containsKey(type)) {
        troubles.add("it has two kinds of worker of type \"" + type + "\", one of them " + kind);
      } else {
        providers.put(type, new PlugInProvider(type, provider, loader, bounds, open));
      }
    }
  }
}
