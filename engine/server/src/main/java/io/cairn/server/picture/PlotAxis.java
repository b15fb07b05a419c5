package io.cairn.server.picture;

import java.util.List;
import java.util.Objects;

/** What runs along a side of a plot. */
public sealed interface PlotAxis {

  /** What it measures, in the user's words. */
  String name();

  /** Numbers, near ones alike. */
  record Linear(String name) implements PlotAxis {
    public Linear {
      Objects.requireNonNull(name, "name");
    }
  }

  /** Numbers greater than 0 by their ratios. */
  record Logarithmic(String name) implements PlotAxis {
    public Logarithmic {
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * Names side by side; a value is the number of one, from 0.
   *
   * @param values in the order shown
   */
  record Named(String name, List<String> values) implements PlotAxis {
    public Named {
      Objects.requireNonNull(name, "name");
      values = List.copyOf(values);
    }
  }
}
