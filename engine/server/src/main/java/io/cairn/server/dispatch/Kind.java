package io.cairn.server.dispatch;

import java.util.Collections;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What makes nodes alike to a study: a study that has nothing for one node has nothing for any
 * other of its kind. Plainer kinds come first, so that work that any node can run leaves the rare
 * ones to work that needs them.
 *
 * @param labels words that the nodes carry, such as {@code gpu}
 * @param types worker types that they can run
 */
public record Kind(SortedSet<String> labels, SortedSet<String> types) implements Comparable<Kind> {

  private static final Comparator<Kind> PLAINEST_FIRST =
      Comparator.<Kind>comparingInt(kind -> kind.labels.size())
          .thenComparingInt(kind -> kind.types.size())
          .thenComparing(kind -> String.join("\0", kind.labels))
          .thenComparing(kind -> String.join("\0", kind.types));

  public Kind {
    labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
  }

  @Override
  public int compareTo(Kind other) {
    return PLAINEST_FIRST.compare(this, other);
  }
}
