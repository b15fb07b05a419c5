package io.cairn.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.MappedConfiguration;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriorMapTest {

  private static final String SWEEP =
      """
      objective { metric = loss, direction = minimize }
      space {
        seconds { type = real, min = 0.001, max = 1, scale = log }
        opt { type = categorical, values = [adam, sgd] }
      }
      priors { %s }
      """;

  @TempDir Path folder;

  private Sweep sweep(String priors) throws Exception {
    return SweepReader.read(
        SweepFiles.write(folder, "sweep.conf", SWEEP.formatted(priors)), Purpose.SPACE);
  }

  private static SearchSpace prior(String name) {
    return new SearchSpace(
        List.of(
            new RealParameter(name, 1, 1000, Scale.LOG, OptionalDouble.empty()),
            new CategoricalParameter("opt", List.of("Adam", "SGD"))),
        Map.of(),
        List.of());
  }

  @Test
  void convertedParameter_isReadInTheSweepsUnitAndWords() throws Exception {
    Sweep sweep =
        sweep(
            "rename { millis = seconds }, convert { millis { times = 0.001 }, opt { values { Adam ="
                + " adam, SGD = sgd } } }");
    PriorMap map = sweep.priors().map();
    MappedConfiguration mapped =
        map.between(prior("millis"), sweep.study().space())
            .map(Map.of("millis", 250, "opt", "SGD"));
    assertThat(mapped)
        .isInstanceOfSatisfying(
            MappedConfiguration.Used.class,
            used ->
                assertThat(used.configuration().values())
                    .isEqualTo(Map.of("seconds", 0.25, "opt", "sgd")));
    // A prior without the parameter is not concerned.
    assertThat(
            map.between(prior("seconds"), sweep.study().space())
                .map(Map.of("seconds", 0.5, "opt", "Adam")))
        .isInstanceOf(MappedConfiguration.Used.class);
  }

  @Test
  void storedSweep_hasItsConversions() throws Exception {
    Sweep sweep =
        sweep("convert { opt { values { Adam = adam } }, millis { times = 0.001, plus = 2 } }");
    Sweep again = SweepReader.parse(sweep.canonicalJson(), folder, Purpose.SPACE);
    assertThat(again.priors().map()).isEqualTo(sweep.priors().map());
    assertThat(again.canonicalJson()).isEqualTo(sweep.canonicalJson());
  }

  @Test
  void mistakes_areToldTogether() {
    assertThatThrownBy(
            () -> sweep("convert { a { times = 0, factor = 2 }, b = 3, c { values { x = [1] } } }"))
        .hasMessageContaining("priors.convert.a.times = 0 must not be 0")
        .hasMessageContaining("priors.convert.a.factor is an unknown key")
        .hasMessageContaining("priors.convert.b = 3 must be a section")
        .hasMessageContaining("priors.convert.c.values.x");
  }
}
