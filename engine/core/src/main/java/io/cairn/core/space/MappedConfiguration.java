package io.cairn.core.space;

import java.util.List;
import java.util.Objects;

/** What became of one configuration of another space. */
public sealed interface MappedConfiguration {

  /**
   * Why it was changed or left out; empty if it was used as it is. The same cause gives the same
   * words.
   */
  List<String> reasons();

  /** It is a configuration of this space, value for value. */
  record Used(Configuration configuration) implements MappedConfiguration {
    public Used {
      Objects.requireNonNull(configuration, "configuration");
    }

    @Override
    public List<String> reasons() {
      return List.of();
    }
  }

  /** The nearest configuration of this space, and what had to be changed. */
  record Projected(Configuration configuration, List<String> reasons)
      implements MappedConfiguration {
    public Projected {
      Objects.requireNonNull(configuration, "configuration");
      reasons = List.copyOf(reasons);
    }
  }

  /** Nothing here corresponds to it. */
  record Rejected(List<String> reasons) implements MappedConfiguration {
    public Rejected {
      reasons = List.copyOf(reasons);
    }
  }
}
