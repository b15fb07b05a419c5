package io.cairn.workers.plugins;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is known of a plug-in.
 *
 * @param name the name of its jar without {@code .jar}, or of its folder
 * @param place its jar or folder
 * @param spi what its manifest says it was compiled against; empty if it says nothing
 * @param types kinds of worker that can be used
 * @param troubles sentences on what of it cannot be used
 */
public record PlugIn(
    String name, Path place, Optional<String> spi, SortedSet<String> types, List<String> troubles) {

  /** How much of a plug-in can be used. */
  public enum State {
    /** All of it. */
    LOADED,
    /** Some of its kinds of worker. */
    PARTLY,
    /** Nothing. */
    REFUSED
  }

  public PlugIn {
    types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
    troubles = List.copyOf(troubles);
  }

  /** How much of it can be used. */
  public State state() {
    if (troubles.isEmpty()) {
      return State.LOADED;
    }
    return types.isEmpty() ? State.REFUSED : State.PARTLY;
  }

  /** What of it could not be loaded and why, in one sentence without its stop. */
  public String trouble() {
    return "plug-in " + name + " could not be loaded: " + String.join("; ", troubles);
  }
}
