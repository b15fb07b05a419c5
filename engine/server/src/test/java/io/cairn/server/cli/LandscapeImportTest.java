package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.server.cli.Commands.Ran;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cairn landscape import --from} and {@code export}, as a person uses them. */
class LandscapeImportTest {

  private static final String SWEEP =
      """
      objective { metric = loss, direction = minimize }
      space {
        lr { type = real, min = 1e-5, max = 1e-2, scale = log }
        opt { type = categorical, values = [adam, lion] }
        wd { type = real, min = 1e-6, max = 1e-2, scale = log }
      }
      """;

  @TempDir Path folder;

  private Commands commands;
  private String store;

  @BeforeEach
  void prepare() throws URISyntaxException {
    commands = new Commands(folder);
    store =
        Path.of(Objects.requireNonNull(getClass().getResource("/exchange/optuna/store.db")).toURI())
            .toString();
  }

  private Ran imported(String... more) {
    String[] args = new String[5 + more.length];
    System.arraycopy(
        new String[] {"landscape", "import", store, "--from", "optuna"}, 0, args, 0, 5);
    System.arraycopy(more, 0, args, 5, more.length);
    return commands.cairn(args);
  }

  @Test
  void severalStudies_areListed() {
    Ran ran = imported();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("tuning", "42", "warm", "200", "--study");
  }

  @Test
  void proposalThenImport_takesEveryTrial() throws Exception {
    String file = folder.resolve("tuning.conf").toString();
    Ran proposed = imported("--study", "tuning", "--propose", file);
    assertThat(proposed.exitCode()).as(proposed.err()).isZero();
    assertThat(proposed.out()).contains("--space " + file).contains("--study tuning");
    Ran again = imported("--study", "tuning", "--propose", file);
    assertThat(again.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(again.err()).contains("never replaces what you may have corrected");
    Ran ran = imported("--study", "tuning", "--space", file, "--name", "first");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("39 used, 0 projected, 3 rejected")
        .contains("never started")
        .contains("imported first (");
    assertThat(commands.cairn("landscape", "ls").out()).contains("first", "maximize", "39");
  }

  @Test
  void priorOfAnotherSpace_isReportedAndASweepStartsFromIt() throws Exception {
    String sweep = commands.write("new.conf", SWEEP);
    JsonNode json = imported("--study", "warm", "--space", sweep, "--json").json();
    assertThat(json.path("trials").path("all").asInt()).isEqualTo(200);
    assertThat(json.path("trials").path("used").asInt()).isZero();
    int projected = json.path("trials").path("projected").asInt();
    int rejected = json.path("trials").path("rejected").asInt();
    assertThat(projected + rejected).isEqualTo(200);
    assertThat(projected).isBetween(70, 130);
    assertThat(json.path("reasons").size()).isEqualTo(3);
    String run =
        commands.write(
            "run.conf",
            SWEEP
                + """
                budget { trials = 4 }
                method { name = landscape }
                worker { type = function, function = branin, inputs = [lr, wd] }
                """);
    Ran plan = commands.cairn("plan", run);
    assertThat(plan.out() + plan.err()).contains("warm");
  }

  @Test
  void mapProposed_countsOnlyWhenGivenBack() throws Exception {
    String sweep = commands.write("new.conf", SWEEP);
    String map = folder.resolve("map.conf").toString();
    Ran proposed = imported("--study", "warm", "--space", sweep, "--propose-map", map);
    assertThat(proposed.exitCode()).as(proposed.err()).isZero();
    assertThat(Files.readString(Path.of(map))).contains("sgd").contains("wd { default");
    assertThat(commands.cairn("landscape", "ls").out()).contains("No landscapes");
    Ran ran = imported("--study", "warm", "--space", sweep, "--map", map);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("filled with the given default");
  }

  @Test
  void dryRun_keepsNothing() throws Exception {
    String sweep = commands.write("new.conf", SWEEP);
    Ran ran = imported("--study", "warm", "--space", sweep, "--dry-run");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("Nothing was imported (--dry-run).");
    assertThat(commands.cairn("landscape", "ls").out()).contains("No landscapes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--study warmm|did you mean warm?",
        "--study pareto --space SWEEP|say with --metric which one counts",
        "--study pareto --space SWEEP --metric x|is none of the trials'",
        "--space SWEEP|say which with --study",
        "--study warm --dry-run|need --space SWEEP",
        "--study warm --space SWEEP --propose a.conf|leave one of them out",
        "--study tuning --space SWEEP|the store says maximize value, the sweep says minimize loss",
        "--study kinds --space SWEEP|the trials have no parameter of the sweep",
        "--study warm --space SWEEP --map gone.conf|does not exist",
      })
  void mistake_isASentenceWithTheWayOut(String options, String sentence) throws Exception {
    String sweep = commands.write("new.conf", SWEEP);
    Ran ran = imported(options.replace("SWEEP", sweep).split(" "));
    assertThat(ran.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(ran.err()).contains(sentence).doesNotContain("Exception");
    assertThat(commands.cairn("landscape", "ls").out()).contains("No landscapes");
  }

  @Test
  void table_isReadAsBefore_andNeedsItsSpace() throws Exception {
    String sweep = commands.write("new.conf", SWEEP);
    String table = commands.write("t.csv", "lr,opt,wd,loss\n0.001,adam,0.001,1\n");
    Ran ran = commands.cairn("landscape", "import", table, "--space", sweep);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).startsWith("imported t (").endsWith("1 configurations at 1 level\n");
    Ran without = commands.cairn("landscape", "import", table);
    assertThat(without.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(without.err()).contains("--space SWEEP").contains("optuna");
    Ran unknown = commands.cairn("landscape", "import", table, "--from", "hyperopt");
    assertThat(unknown.err()).contains("--from = hyperopt is not known; use one of optuna");
    Ran study = commands.cairn("landscape", "import", table, "--space", sweep, "--study", "x");
    assertThat(study.err()).contains("for stores of other systems");
  }

  @Test
  void exportedJournal_importsAgain() throws Exception {
    String sweep = commands.write("new.conf", SWEEP);
    imported("--study", "warm", "--space", sweep);
    String journal = folder.resolve("warm.journal").toString();
    Ran ran = commands.cairn("landscape", "export", "warm", "-o", journal);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    Ran back =
        commands.cairn(
            "landscape", "import", "--from", "optuna", journal, "--space", sweep, "--name", "back");
    assertThat(back.exitCode()).as(back.err()).isZero();
    assertThat(back.out()).contains("0 projected, 0 rejected");
    Ran parquet =
        commands.cairn(
            "landscape", "export", "warm", "-o", folder.resolve("warm.parquet").toString());
    assertThat(parquet.exitCode()).as(parquet.err()).isZero();
    Ran console = commands.cairn("landscape", "export", "warm", "--format", "parquet");
    assertThat(console.err()).contains("parquet needs a file");
  }
}
