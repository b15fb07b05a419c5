package io.cairn.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.search.Methods;
import io.cairn.core.search.OptionDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/sweep-file.md and the reader together. */
class SweepKeysTest {

  private static final Path REFERENCE = Path.of("../../docs/sweep-file.md");
  private static final Pattern KEY_ROW = Pattern.compile("(?m)^\\| `([a-z.*-]+)` \\|.*\\|$");

  @TempDir Path folder;

  @Test
  void everyKeyThatIsRead_isDocumented_andEveryDocumentedKeyIsRead() throws Exception {
    Problems problems = new Problems();
    Path file = SweepFiles.write(folder, "sweep.conf", everyKindOfParameter());
    SweepReader.read(file, Purpose.RUN, problems);
    assertThat(new TreeSet<>(problems.asked())).isEqualTo(documentedKeys());
  }

  private static String everyKindOfParameter() {
    return """
        schema = 1
        define { a = 1 }
        objective { metric = loss, direction = minimize }
        space {
          x { type = real, min = 0, max = 1 }
          y { type = real, min = 0, max = 1 }
          i { type = integer, min = 1, max = 3, when { x { min = 0.5 } } }
          o { type = ordinal, values = [1, 2], when { x { not = 0.5 } } }
          c { type = categorical, values = [a, b] }
          b { type = boolean }
          k { type = constant, value = 1 }
        }
        fidelity { name = epoch, min = 1, max = 9 }
        method { name = asha }
        budget { trials = 3 }
        workers { rungs { 3 = [gpu] } }, ask-tell {}, failures {}
        priors {
          rename { z = x }, defaults { i = 2 }, start = [ { x = 0.1 } ]
          convert { z { times = 2, plus = 1, values { a = b } } }
          belief { x { near = 0.5, spread = 0.1 }, i { between = [1, 2] }, c { weights { a = 2 } } }
        }
        worker { type = function, function = branin, inputs = [x, y] }
        """;
  }

  /** The table of keys: between the headings "Keys" and "Parameters". */
  private static Set<String> documentedKeys() throws IOException {
    String text = Files.readString(REFERENCE);
    String table = text.substring(text.indexOf("\n## Keys"), text.indexOf("\n## Parameters"));
    Set<String> keys = new TreeSet<>();
    Matcher matcher = KEY_ROW.matcher(table);
    while (matcher.find()) {
      keys.add(matcher.group(1));
    }
    return keys;
  }

  @Test
  void everyOptionOfAMethod_isDocumented() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String method : Methods.names()) {
      for (OptionDescription option : Methods.options(method)) {
        rows.add(
            "| `%s` | %s | %s | %s |"
                .formatted(option.name(), method, option.type(), option.defaultValue()));
      }
    }
    String text = Files.readString(REFERENCE);
    String table = text.substring(text.indexOf("\n## Methods"), text.indexOf("\n## Budgets"));
    assertThat(table.lines().filter(line -> line.startsWith("| `")).sorted())
        .containsExactlyElementsOf(rows.stream().sorted().toList());
    Methods.names().forEach(name -> assertThat(table).contains("`" + name + "`"));
  }

  @Test
  void examplesOfTheReference_areFreeOfMistakes_andMeanTheSame() throws Exception {
    String text = Files.readString(REFERENCE);
    SweepFiles.write(folder, "train.py", "");
    Sweep hocon =
        SweepReader.read(
            SweepFiles.write(folder, "a.conf", block(text, "hocon")), Purpose.ASK_TELL);
    Sweep yaml =
        SweepReader.read(SweepFiles.write(folder, "b.yaml", block(text, "yaml")), Purpose.ASK_TELL);
    assertThat(yaml.canonicalJson()).isEqualTo(hocon.canonicalJson());
  }

  @Test
  void conditionsOfTheReference_areFreeOfMistakes() throws Exception {
    String text = Files.readString(REFERENCE);
    String section = text.substring(text.indexOf("\n## Conditions"));
    List<String> conditions =
        block(section, "hocon").lines().filter(line -> !line.isBlank()).toList();
    assertThat(conditions).hasSizeGreaterThan(5);
    for (String condition : conditions) {
      String sweep =
          """
          objective { metric = loss, direction = minimize }
          space {
            booster { type = categorical, values = [gbtree, dart, other] }
            depth { type = integer, min = 1, max = 9 }
            lr { type = real, min = 0, max = 1 }
            batch { type = ordinal, values = [16, 32] }
            child { type = boolean, CONDITION
            }
          }
          budget { trials = 3 }
          """
              .replace("CONDITION", condition);
      assertThat(SweepFiles.read(folder, sweep, Purpose.PLAN).study().space().condition(4))
          .as(condition)
          .isPresent();
    }
  }

  private static String block(String text, String language) {
    int start = text.indexOf("```" + language + "\n") + language.length() + 4;
    return text.substring(start, text.indexOf("```", start));
  }
}
