package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code cairn landscape analyze|compare|matrix|map|fidelity|importance} and {@code show}. */
class LandscapeCommandsTest {

  @TempDir Path folder;

  private record Ran(int exitCode, String out, String err) {
    JsonNode json() throws IOException {
      return JsonMapper.builder().build().readTree(out);
    }
  }

  private Ran cairn(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--home");
    all.add(folder.resolve("home").toString());
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    StringWriter picocli = new StringWriter();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      CommandLine line = Main.commandLine();
      line.setErr(new PrintWriter(picocli, true));
      int code = line.execute(all.toArray(String[]::new));
      return new Ran(
          code,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8) + picocli);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /** A grid of 6 x 5 x 2 at two levels, with a further metric; the low level is a noisy copy. */
  @BeforeEach
  void landscapes() throws IOException {
    write(
        "grid.conf",
        """
        name = grid
        objective { metric = "err<&>", direction = minimize }
        space {
          a { type = integer, min = 1, max = 6 }
          b { type = ordinal, values = [1, 2, 4, 8, 16] }
          c { type = categorical, values = ["x<y", "z&"] }
        }
        fidelity { name = epoch, min = 1, max = 9, reduction = 3 }
        method { name = random, seed = 1 }
        budget { trials = 3 }
        """);
    StringBuilder one = new StringBuilder("a,b,c,epoch,err<&>,test,cost\n");
    StringBuilder other = new StringBuilder("a,b,c,epoch,err<&>,cost\n");
    int row = 0;
    for (int a = 1; a <= 6; a++) {
      for (int b = 0; b < 5; b++) {
        for (String c : List.of("x<y", "z&")) {
          double loss = Math.abs(a - 3) * 0.1 + Math.abs(b - 2) * 0.05 + (c.equals("z&") ? 0.3 : 0);
          double wobble = (row * 37 % 11) * 0.01;
          String at = a + "," + (1 << b) + "," + c + ",";
          one.append(at + "1," + (loss + 3 * wobble) + ",,1\n");
          one.append(at + "9," + (loss + wobble / 10) + "," + (1 - loss) + ",9\n");
          other.append(at + "9," + (loss * loss + wobble) + ",7\n");
          row++;
        }
      }
    }
    write("one.csv", one.toString());
    write("other.csv", other.toString());
    for (String name : List.of("one", "other")) {
      Ran ran = cairn("landscape", "import", at(name + ".csv"), "--space", at("grid.conf"));
      assertThat(ran.exitCode()).as(ran.err()).isZero();
    }
  }

  @Test
  void analyze_ofAFullGrid_printsEveryFigureWithItsMode() throws IOException {
    Ran ran = cairn("landscape", "analyze", "one");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("one, err<&> at epoch 9")
        .contains("measured    60 of 60")
        .contains("coverage 100 %")
        .contains("loss assortativity")
        .contains("accessibility")
        .contains("0.01 relative");
    JsonNode json = cairn("landscape", "analyze", "one", "--json").json();
    assertThat(json.path("topology").path("coverage").asDouble()).isEqualTo(1);
    JsonNode first = json.path("topology").path("figures").path(0);
    assertThat(first.path("metric").asText()).isEqualTo("assortativity");
    assertThat(first.path("mode").asText()).isEqualTo("exact");
    assertThat(first.path("value").asDouble()).isBetween(0.0, 1.0);
    assertThat(json.path("sample").isNull()).isTrue();
  }

  @Test
  void analyze_ofATableAndAnotherLevel_isTheSameWithoutTheArchive() throws IOException {
    String kept = cairn("landscape", "analyze", "one@1", "--json").out();
    JsonNode table =
        cairn("landscape", "analyze", at("one.csv") + "@1", "--space", at("grid.conf"), "--json")
            .json();
    assertThat(table.path("landscape").path("level").asDouble()).isEqualTo(1);
    assertThat(table.path("topology"))
        .isEqualTo(JsonMapper.builder().build().readTree(kept).path("topology"));
  }

  @Test
  void compare_tellsOrderTopAndAlarm() throws IOException {
    Ran ran = cairn("landscape", "compare", "one", "other");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("Spearman rho").contains("top deficit").contains("chance 0.100");
    JsonNode itself = cairn("landscape", "compare", "one", "one", "--json").json();
    assertThat(itself.path("through").asText()).isEqualTo("measurements");
    assertThat(itself.path("agreement").path("rho").path("value").asDouble()).isEqualTo(1);
    assertThat(itself.path("agreement").path("shakeUp").path("value").asDouble()).isZero();
  }

  @Test
  void compare_ofAFurtherMetric_takesItsDirection() throws IOException {
    JsonNode down = cairn("landscape", "compare", "one", "one#test:minimize", "--json").json();
    JsonNode up = cairn("landscape", "compare", "one", "one#test:maximize", "--json").json();
    assertThat(down.path("agreement").path("rho").path("value").asDouble()).isLessThan(-0.9);
    assertThat(up.path("agreement").path("rho").path("value").asDouble()).isGreaterThan(0.9);
  }

  @Test
  void everyCommand_takesAFurtherMetric() throws IOException {
    for (String command : List.of("analyze", "fidelity", "importance", "map")) {
      Ran ran = cairn("landscape", command, "one#test:maximize");
      assertThat(ran.exitCode()).as(command + ": " + ran.err()).isZero();
      assertThat(ran.out()).as(command).contains("test");
    }
  }

  @Test
  void matrix_ofTheArchive_hasEveryPair() throws IOException {
    Ran ran = cairn("landscape", "matrix");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("one, err<&> at epoch 9").contains("other");
    JsonNode json = cairn("landscape", "matrix", "one", "other", "one@1", "--json").json();
    assertThat(json.path("pairs")).hasSize(3);
    assertThat(json.path("order")).hasSize(3);
  }

  @Test
  void fidelity_judgesEachLevel() throws IOException {
    Ran ran = cairn("landscape", "fidelity", "one");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("epoch").contains("judgement").contains("11.1 %");
    JsonNode json = cairn("landscape", "fidelity", "one", "--json").json();
    assertThat(json.path("levels").path(0).path("level").asDouble()).isEqualTo(1);
    assertThat(json.path("why").asText()).isNotEmpty();
  }

  @Test
  void importance_ofAGrid_isExact() throws IOException {
    JsonNode json = cairn("landscape", "importance", "one", "--json").json();
    JsonNode whole = json.path("analyses").path(0);
    assertThat(whole.path("evidence").asText()).isEqualTo("exact, full grid");
    assertThat(whole.path("singles").path(0).path("parameters").path(0).asText()).isEqualTo("c");
    assertThat(json.path("analyses")).hasSize(2);
  }

  @Test
  void map_sameSeed_sameBytes() throws IOException {
    String first = cairn("landscape", "map", "one", "--json").out();
    assertThat(cairn("landscape", "map", "one", "--json").out()).isEqualTo(first);
    assertThat(cairn("landscape", "map", "one", "--seed", "2", "--json").out()).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "analyze one",
        "analyze one --picture pairs",
        "analyze one --picture pairs --model",
        "analyze one --picture network",
        "compare one other",
        "matrix one other",
        "map one",
        "map one --interpolate",
        "fidelity one",
        "importance one"
      })
  void pictures_areWholeFilesWithEscapedText(String command) throws IOException {
    for (String ending : List.of("svg", "png", "html")) {
      Path file = folder.resolve("picture." + ending);
      List<String> args = new ArrayList<>(List.of("landscape"));
      args.addAll(List.of(command.split(" ")));
      args.addAll(List.of("-o", file.toString()));
      Ran ran = cairn(args.toArray(String[]::new));
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(ran.out()).contains("wrote " + file);
      byte[] bytes = Files.readAllBytes(file);
      assertThat(bytes.length).isGreaterThan(500);
      if (!ending.equals("png")) {
        assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("err<&>");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compare one nothing | no landscape has the name or id nothing",
        "analyze one@7 | has no level 7; its levels are [1, 9]",
        "compare one one#speed | has no metric speed; it has [err<&>, test]",
        "compare one one#test:up | direction up must be minimize or maximize",
        "compare one other --gamma 1.5 | must lie between 0 and 1",
        "analyze one.csv | say with --space",
        "analyze one -o picture.pdf | must end with .svg, .png or .html",
        "analyze one --eps -1 | --eps",
        "importance one --best 0 | --best",
        "fidelity one --eta 0.5 | eta",
        "matrix one | at least two landscapes"
      })
  void mistakes_areSentences(String command, String message) {
    List<String> args = new ArrayList<>(List.of("landscape"));
    args.addAll(List.of(command.split(" ")));
    Ran ran = cairn(args.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.out()).isIn(ExitCode.INVALID, ExitCode.REFUSED);
    assertThat(ran.err()).contains(message).doesNotContain("Exception");
  }

  @ParameterizedTest
  @CsvSource({"constant,0.5,0.5,0.5", "diverged,NaN,inf,NaN", "mixed,0.5,NaN,0.25", "single,0.5,,"})
  void awkwardLandscapes_haveADefinedResult(String name, String x, String y, String z)
      throws IOException {
    StringBuilder table = new StringBuilder("a,b,c,epoch,err<&>\n");
    int a = 1;
    for (String value : new String[] {x, y, z}) {
      if (value != null) {
        table.append(a++).append(",1,x<y,9,").append(value).append('\n');
      }
    }
    write(name + ".csv", table.toString());
    for (String command :
        List.of("analyze", "fidelity", "importance", "map", "compare", "matrix")) {
      String file = at(name + ".csv");
      List<String> args = new ArrayList<>(List.of("landscape", command, file));
      if (command.equals("compare") || command.equals("matrix")) {
        args.add("one");
      }
      args.addAll(List.of("--space", at("grid.conf")));
      Ran ran = cairn(args.toArray(String[]::new));
      assertThat(ran.exitCode()).as(command + ": " + ran.err()).isIn(0, ExitCode.REFUSED);
      assertThat(ran.err()).as(command).doesNotContain("Exception");
    }
  }

  @Test
  void tables_thatAreEmptyOrEndlesslyWide_areToldApart() throws IOException {
    write("zero.csv", "a,b,c,epoch,err<&>\n");
    Ran zero = cairn("landscape", "analyze", at("zero.csv"), "--space", at("grid.conf"));
    assertThat(zero.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(zero.err()).contains("zero.csv: has no rows below the header");

    StringBuilder wide = new StringBuilder("a,b,c,epoch,err<&>");
    for (int i = 0; i < 50_000; i++) {
      wide.append(",m").append(i);
    }
    wide.append("\n1,1,x<y,9,0.5").append(",1".repeat(50_000)).append('\n');
    write("wide.csv", wide.toString());
    Ran ran = cairn("landscape", "analyze", at("wide.csv"), "--space", at("grid.conf"));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("1 of 1");
  }

  @Test
  void showLandscape_ofAStudy_tellsShapeAndFidelity() throws IOException {
    write(
        "study.conf",
        """
        name = steps
        objective { metric = value, direction = minimize }
        space {
          x1 { type = real, min = -5, max = 10, step = 5 }
          x2 { type = real, min = 0, max = 15, step = 5 }
        }
        fidelity { name = epoch, min = 1, max = 9, reduction = 3 }
        method { name = asha, seed = 2 }
        budget { trials = 12 }
        worker { type = function, function = branin }
        """);
    assertThat(cairn("run", at("study.conf"), "--id", "s").exitCode()).isZero();
    Ran text = cairn("show", "s", "--landscape", "--level", "1");
    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out()).contains("loss assortativity").contains("judgement");
    JsonNode json = cairn("show", "s", "--landscape", "--level", "1", "--json").json();
    assertThat(json.path("landscape").path("measured").asInt()).isEqualTo(12);
    assertThat(json.path("topology").path("coverage").asDouble()).isEqualTo(0.75);
    assertThat(json.path("fidelity").path("levels").isArray()).isTrue();
  }
}
