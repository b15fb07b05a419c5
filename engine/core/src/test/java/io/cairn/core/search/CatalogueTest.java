package io.cairn.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every method of the catalogue holds the contract. */
class CatalogueTest {

  @Test
  void everyMethod_runsTheContract() {
    TreeSet<String> tested =
        Arrays.stream(CatalogueTest.class.getDeclaredClasses())
            .filter(Contract.class::isAssignableFrom)
            .filter(type -> type != Contract.class)
            .map(
                type ->
                    type.getSimpleName()
                        .replaceAll("(?<=.)(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(tested).isEqualTo(Methods.names());
  }

  abstract static class Contract extends MethodContract {
    private final String name;

    Contract(String name) {
      this.name = name;
    }

    @Override
    Method create(SearchSpace space, RungLadder ladder, long seed, int trials) {
      return Methods.create(
          new MethodSpec(
              new MethodSettings(name, seed, Map.of()),
              space,
              ladder,
              OptionalInt.of(trials),
              List.of()));
    }
  }

  @Nested
  class Random extends Contract {
    Random() {
      super("random");
    }
  }

  @Nested
  class Grid extends Contract {
    Grid() {
      super("grid");
    }

    @Override
    boolean dependsOnSeed() {
      return false;
    }
  }

  @Nested
  class Sobol extends Contract {
    Sobol() {
      super("sobol");
    }
  }

  @Nested
  class Sha extends Contract {
    Sha() {
      super("sha");
    }
  }

  @Nested
  class Hyperband extends Contract {
    Hyperband() {
      super("hyperband");
    }
  }

  @Nested
  class Asha extends Contract {
    Asha() {
      super("asha");
    }
  }

  @Nested
  class AshaStopping extends Contract {
    AshaStopping() {
      super("asha-stopping");
    }
  }

  @Nested
  class Pasha extends Contract {
    Pasha() {
      super("pasha");
    }
  }

  @Nested
  class Bohb extends Contract {
    Bohb() {
      super("bohb");
    }
  }

  @Nested
  class Portfolio extends Contract {
    Portfolio() {
      super("portfolio");
    }

    /** The first three configurations are the portfolio's, whatever the seed. */
    @Override
    Method create(SearchSpace space, RungLadder ladder, long seed, int trials) {
      List<Proposal> portfolio =
          IntStream.range(0, 3)
              .mapToObj(
                  i -> new RandomSampler(space, new RandomStreams(99)).propose(i).orElseThrow())
              .map(one -> new Proposal(one.configuration(), "portfolio: best of p"))
              .toList();
      return Methods.create(
          new MethodSpec(
              new MethodSettings("portfolio", seed, Map.of()),
              space,
              ladder,
              OptionalInt.of(trials),
              portfolio));
    }

    @Override
    boolean dependsOnSeed() {
      return false;
    }
  }

  @Nested
  class Landscape extends Contract {
    Landscape() {
      super("landscape");
    }
  }
}
