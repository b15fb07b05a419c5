package io.cairn.server.picture;

import java.util.List;
import java.util.Objects;

/**
 * The local optima of a landscape, the sizes of their basins and the ways between them.
 *
 * @param metric what the losses are, in the user's words
 * @param optima at least none
 * @param edges between optima
 */
public record OptimaNetwork(
    String title, String caption, String metric, List<Optimum> optima, List<Edge> edges)
    implements Picture {
  public OptimaNetwork {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(caption, "caption");
    Objects.requireNonNull(metric, "metric");
    optima = List.copyOf(optima);
    edges = List.copyOf(edges);
    for (Edge edge : edges) {
      if (Math.max(edge.from(), edge.to()) >= optima.size() || edge.from() < 0 || edge.to() < 0) {
        throw new IllegalArgumentException(
            "Edge "
                + edge.from()
                + " to "
                + edge.to()
                + " names an optimum that is not there; they are numbered 0 to "
                + (optima.size() - 1));
      }
    }
  }

  /**
   * A local optimum.
   *
   * @param name of its configuration
   * @param loss of it
   * @param basin how many configurations a climb leads to it from
   */
  public record Optimum(String name, double loss, long basin) {}

  /**
   * A way from one basin to another.
   *
   * @param from number of an optimum
   * @param to number of another
   * @param weight how likely or how many, greater than 0
   */
  public record Edge(int from, int to, double weight) {}
}
