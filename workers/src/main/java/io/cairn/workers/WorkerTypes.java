package io.cairn.workers;

import io.cairn.workers.plugins.LoadedPlugIn;
import io.cairn.workers.plugins.PlugIn;
import io.cairn.workers.plugins.PlugInBounds;
import io.cairn.workers.plugins.PlugInFolder;
import io.cairn.workers.spi.EvaluatorProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kinds of worker that there are: those of the class path, which come with Cairn, and those of
 * a folder of plug-ins. Made once where a program is put together and handed on from there.
 * Immutable.
 *
 * <p>What cannot be loaded is left out: one broken jar must not take the others with it. A built-in
 * kind is never replaced, and of two plug-ins with one type neither is used, so that what runs does
 * not depend on the names of files.
 */
public final class WorkerTypes {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerTypes.class);

  private final SortedMap<String, EvaluatorProvider> providers;
  private final List<PlugIn> plugIns;

  private WorkerTypes(SortedMap<String, EvaluatorProvider> providers, List<PlugIn> plugIns) {
    this.providers = Collections.unmodifiableSortedMap(new TreeMap<>(providers));
    this.plugIns = List.copyOf(plugIns);
  }

  /**
   * Those that come with Cairn.
   *
   * @throws IllegalStateException if two of the class path claim the same type
   */
  public static WorkerTypes builtIn() {
    // Not the context class loader: it differs between the threads of actors and of the command
    // line, and with it would the answer.
    return new WorkerTypes(load(EvaluatorProvider.class.getClassLoader()), List.of());
  }

  /**
   * Those that come with Cairn and those of a folder.
   *
   * @param folder need not exist
   * @throws IOException if the folder is there and cannot be read
   */
  public static WorkerTypes with(Path folder) throws IOException {
    return with(folder, PlugInBounds.DEFAULT);
  }

  /** As {@link #with(Path)}, with other bounds. */
  public static WorkerTypes with(Path folder, PlugInBounds bounds) throws IOException {
    List<LoadedPlugIn> loaded = PlugInFolder.load(folder, bounds);
    SortedMap<String, EvaluatorProvider> providers = new TreeMap<>(builtIn().providers);
    SortedMap<String, List<String>> claims = new TreeMap<>();
    for (LoadedPlugIn plugIn : loaded) {
      for (EvaluatorProvider provider : plugIn.providers()) {
        claims.computeIfAbsent(provider.type(), type -> new ArrayList<>()).add(plugIn.name());
      }
    }
    SortedSet<String> builtIn = new TreeSet<>(providers.keySet());
    List<PlugIn> plugIns = new ArrayList<>();
    for (LoadedPlugIn plugIn : loaded) {
      SortedSet<String> types = new TreeSet<>();
      List<String> troubles = new ArrayList<>(plugIn.troubles());
      for (EvaluatorProvider provider : plugIn.providers()) {
        Optional<String> clash = clash(provider.type(), plugIn.name(), builtIn, claims);
        if (clash.isPresent()) {
          troubles.add(clash.get());
        } else {
          types.add(provider.type());
          providers.put(provider.type(), provider);
        }
      }
      plugIns.add(new PlugIn(plugIn.name(), plugIn.place(), plugIn.spi(), types, troubles));
    }
    return new WorkerTypes(providers, plugIns);
  }

  private static Optional<String> clash(
      String type,
      String plugIn,
      SortedSet<String> builtIn,
      SortedMap<String, List<String>> claims) {
    if (builtIn.contains(type)) {
      return Optional.of(
          "its type \"" + type + "\" is that of a built-in kind of worker; it must take another");
    }
    List<String> others = new ArrayList<>(claims.getOrDefault(type, List.of()));
    others.remove(plugIn);
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "its type \"%s\" is that of plug-in %s, too, so neither is used; remove one of them"
                .formatted(type, String.join(" and ", others)));
  }

  /** The provider for a {@code worker.type}. */
  public Optional<EvaluatorProvider> find(String type) {
    return Optional.ofNullable(providers.get(type));
  }

  /** A sentence on a type that is not here. */
  public String unknown(String type) {
    return "worker type \"" + type + "\" is not installed here; there are " + types() + troubles();
  }

  /** Every type there is, in alphabetical order. */
  public SortedSet<String> types() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(providers.keySet()));
  }

  /** Those that slots of this program run, in alphabetical order: what a node offers. */
  public SortedSet<String> runnable() {
    SortedSet<String> types = new TreeSet<>();
    providers.forEach(
        (type, provider) -> {
          if (provider.runsHere()) {
            types.add(type);
          }
        });
    return Collections.unmodifiableSortedSet(types);
  }

  /** Every plug-in of the folder, also those that cannot be used, in the order of their names. */
  public List<PlugIn> plugIns() {
    return plugIns;
  }

  /**
   * To go on with after a sentence on a type that is not there: which plug-ins could not be loaded.
   * Empty if all could.
   */
  public String troubles() {
    return plugIns.stream()
        .filter(plugIn -> plugIn.state() != PlugIn.State.LOADED)
        .map(plugIn -> "; " + plugIn.trouble())
        .collect(Collectors.joining());
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
      } catch (ServiceConfigurationError | LinkageError e) {
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
