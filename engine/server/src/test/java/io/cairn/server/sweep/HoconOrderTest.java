package io.cairn.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.space.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters keep the order of the file, which the HOCON library forgets. */
class HoconOrderTest {

  private static final List<String> LAYOUTS =
      List.of(
          "%s { type = boolean }\n",
          "%s { type = boolean }, ",
          "\"%s\": { \"type\": \"boolean\" },\n",
          "%s.type = boolean\n",
          "%s = { type = \"bool\"ean } // comment { with = brace\n",
          "# %1$s { zz = 1 }\n%1$s {\n  # }\n  type = boolean\n}\n",
          "%1$s = ${define.flag} { type = boolean }\n");

  @TempDir Path folder;

  @Test
  void parameters_keepTheOrderOfTheFile() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      names.add(Integer.toString(i * 7919 % 997, 36) + "p" + i);
    }
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Collections.shuffle(names, random);
      StringBuilder text =
          new StringBuilder(
              "define.flag { }\nobjective { metric = loss, direction = minimize }\nbudget.trials = 3\nspace {\n");
      for (String name : names) {
        String layout = LAYOUTS.get(random.nextInt(LAYOUTS.size()));
        text.append(layout.formatted(name));
      }
      Sweep sweep = SweepFiles.read(folder, text + "}", Purpose.PLAN);
      assertThat(sweep.study().space().parameters().stream().map(Parameter::name))
          .as("seed %d: %s", seed, text)
          .containsExactlyElementsOf(names);
    }
  }

  @Test
  void sectionsOverSeveralPlaces_keepTheirFirst() {
    String text =
        """
        space.zoo { type = real, min = 0, max = "1" }
        space { ape { type = boolean }, "key with = and {" { type = boolean } }
        space.zoo.max = 2, space { bee { type = categorical, values = [ "a]", b ] }, }
        objective { metric = loss, direction = minimize }
        space.cat { type = boolean, when { any = [ { bee = "a]" }, { ape = true } ] } }
        budget { trials = 3 }
        """;
    assertThat(
            SweepFiles.read(folder, text, Purpose.PLAN).study().space().parameters().stream()
                .map(Parameter::name))
        .containsExactly("zoo", "ape", "key with = and {", "bee", "cat");
  }
}
