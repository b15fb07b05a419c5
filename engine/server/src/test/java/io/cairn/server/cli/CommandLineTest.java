package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands in one process: what they print, what they leave, and their exit codes. */
class CommandLineTest {

  @TempDir Path folder;

  private record Ran(int exitCode, String out, String err) {}

  private Ran cairn(String... args) {
    return talk("", args);
  }

  private Ran talk(String input, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--home");
    all.add(folder.resolve("home").toString());
    PrintStream out = System.out;
    PrintStream err = System.err;
    InputStream in = System.in;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    StringWriter picocli = new StringWriter();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    System.setIn(new java.io.ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
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
      System.setIn(in);
    }
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file;
  }

  private Path sweep() throws IOException {
    return write(
        "good.conf",
        """
        name = tiny
        objective { metric = value, direction = minimize }
        space {
          x1 { type = real, min = -5, max = 10 }
          x2 { type = real, min = 0, max = 15 }
        }
        fidelity { name = epoch, min = 1, max = 9, reduction = 3 }
        method { name = asha, seed = 2 }
        budget { trials = 9 }
        worker { type = function, function = branin }
        """);
  }

  @Test
  void secretInASweep_isWarnedOfAndNotShown() throws IOException {
    String sweep =
        Files.readString(sweep())
            .replace(
                "type = function, function = branin",
                "type = process, command = [\"true\"],"
                    + " environment { API_TOKEN = not-to-be-shown, LANG = C }");

    Ran ran = cairn("plan", write("secret.conf", sweep).toString());

    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.OK);
    assertThat(ran.err())
        .contains("worker.environment.API_TOKEN looks like a secret")
        .contains("worker.environment-from = [API_TOKEN]")
        .doesNotContain("not-to-be-shown")
        .doesNotContain("LANG");
  }

  @Test
  void sweepForRemoteWorkers_isPlannedAndNotRunHere() throws IOException {
    String sweep =
        Files.readString(sweep())
            .replace(
                "type = function, function = branin",
                "type = remote, kind = mnist,"
                    + " settings { max_tokens = 512, hub { api_key = not-to-be-shown } }");
    String file = write("elsewhere.conf", sweep).toString();

    Ran plan = cairn("plan", file);
    assertThat(plan.exitCode()).as(plan.err()).isEqualTo(ExitCode.OK);
    assertThat(plan.err())
        .contains("worker.settings.hub.api_key looks like a secret")
        .doesNotContain("max_tokens", "not-to-be-shown");

    Ran run = cairn("run", file);
    assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(run.err())
        .contains("worker.type = remote is run by workers of a server", "cairn submit");
    assertThat(folder.resolve("home").resolve("studies")).doesNotExist();
  }

  @Test
  void wrongSweep_listsEveryMistakeAndStartsNothing() throws IOException {
    Path sweep =
        write(
            "bad.conf",
            """
            name = bad
            objective { metric = acc, direction = up }
            space { lr { type = real, min = -1, max = 1, scale = log } }
            method { name = ashaa }
            budget { trials = 0 }
            worker { type = function, function = branin }
            """);
    Ran ran = cairn("run", sweep.toString());
    assertThat(ran.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("objective.direction")
        .contains("space.lr.min = -1")
        .contains("scale = linear")
        .contains("ashaa")
        .contains("budget.trials")
        .contains("problems; nothing was started");
    assertThat(folder.resolve("home").resolve("studies")).doesNotExist();
  }

  @Test
  void missingSweep_isInvalidInput() {
    Ran ran = cairn("run", folder.resolve("none.conf").toString());
    assertThat(ran.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(ran.err()).contains("none.conf").doesNotContain("Exception").doesNotContain("\tat ");
  }

  @Test
  void unknownCommandAndOption_areInvalidInput() {
    assertThat(cairn("rum").exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(cairn("ls", "--jsn").exitCode()).isEqualTo(ExitCode.INVALID);
  }

  @Test
  void unknownStudy_isRefusedWithTheWayOut() {
    for (String command : List.of("show", "top", "export", "report", "resume", "rm")) {
      Ran ran = cairn(command, "nothing");
      assertThat(ran.exitCode()).as(command).isEqualTo(ExitCode.REFUSED);
      assertThat(ran.err()).as(command).contains("no study nothing").contains("cairn ls");
    }
  }

  @Test
  void wholeLifeOfAStudy_fromRunToRemoval() throws IOException {
    Ran run = cairn("run", sweep().toString(), "--id", "s1", "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines().toList()).hasSize(1);
    assertThat(run.out())
        .startsWith("{\"study\":\"s1\"")
        .contains("\"best\":{\"trial\":")
        .contains("\"trials\":9")
        .contains("\"ended\":\"trials budget reached (9)\"");

    assertThat(cairn("ls", "--json").out())
        .contains("{\"studies\":[{\"id\":\"s1\",\"name\":\"tiny\",\"state\":\"ended\"");
    assertThat(cairn("show", "s1").out()).contains("trials budget reached (9)");
    assertThat(cairn("show", "s1", "--trial", "0").out()).contains("configuration");
    assertThat(cairn("show", "s1", "--trial", "99").exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(cairn("top", "last", "-n", "2").out().lines().toList()).hasSize(3);
    assertThat(cairn("export", "s1").out().lines().count()).isGreaterThan(9);
    Path parquet = folder.resolve("out.parquet");
    assertThat(cairn("export", "s1", "-o", parquet.toString()).exitCode()).isZero();
    assertThat(Files.readAllBytes(parquet)).startsWith("PAR1".getBytes(StandardCharsets.US_ASCII));
    assertThat(cairn("export", "s1", "-f", "parquet").exitCode()).isEqualTo(ExitCode.INVALID);
    Path report = folder.resolve("r.html");
    assertThat(cairn("report", "s1", "-o", report.toString()).exitCode()).isZero();
    assertThat(Files.readString(report)).contains("<html").contains("tiny");
    assertThat(cairn("landscape", "ls", "--json").out()).contains("\"name\":\"tiny\"");
    assertThat(cairn("run", sweep().toString(), "--id", "s1").exitCode())
        .isEqualTo(ExitCode.REFUSED);
    assertThat(cairn("resume", "s1", "--json").out()).contains("\"study\":\"s1\"");
    Path studies = folder.resolve("home").resolve("studies");
    Files.move(studies.resolve("s1"), studies.resolve("renamed"));
    Ran renamed = cairn("resume", "renamed");
    assertThat(renamed.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(renamed.err()).contains("holds study s1").contains("renamed or copied");
    Files.move(studies.resolve("renamed"), studies.resolve("s1"));
    assertThat(cairn("rm", "s1").exitCode()).isZero();
    assertThat(cairn("ls", "--json").out().strip()).isEqualTo("{\"studies\":[]}");
  }

  @Test
  void askTell_talksOnStandardInputAndOutputAndIsResumed() throws IOException {
    Ran first =
        talk(
            "{\"op\":\"ask\"}\n{\"op\":\"tell\",\"id\":\"e1\",\"metrics\":{\"value\":1.5}}\n",
            "ask-tell",
            sweep().toString(),
            "--id",
            "loop");
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out().lines().toList()).hasSize(2);
    assertThat(first.out()).contains("\"from\":0,\"to\":1}}").contains("{\"accepted\":true}");
    assertThat(first.err()).contains("cairn resume loop");
    Ran second = talk("{\"op\":\"best\"}\n{\"op\":\"ask\"}\n", "resume", "loop");
    assertThat(second.out()).contains("\"metrics\":{\"value\":1.5}").contains("\"id\":\"e2\"");
    assertThat(cairn("rm", "loop").exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(cairn("rm", "loop", "--force").exitCode()).isZero();
  }

  @Test
  void plan_startsAndLeavesNothing() throws IOException {
    Ran plan = cairn("plan", sweep().toString());
    assertThat(plan.exitCode()).isZero();
    assertThat(plan.out()).contains("1, 3, 9 epoch").contains("asha");
    assertThat(cairn("plan", sweep().toString(), "--json").out()).startsWith("{");
    assertThat(folder.resolve("home").resolve("studies")).doesNotExist();
  }

  @Test
  void everyTrialFails_exitsWithNoResultAndSaysWhy() throws IOException {
    Path sweep =
        write(
            "fails.conf",
            """
            name = fails
            objective { metric = value, direction = minimize }
            space { x { type = real, min = 0, max = 1 } }
            method { name = random, seed = 2 }
            budget { trials = 50 }
            failures { retries = 0, give-up-after = 4 }
            worker { type = process, command = ["sh", "-c", "echo the disk is full >&2; exit 3"] }
            """);
    Ran ran = cairn("run", sweep.toString(), "--id", "f");
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.NO_RESULT);
    assertThat(ran.out()).contains("trials failed in a row").contains("No trial has a result");
    assertThat(cairn("show", "f", "--trial", "0").out()).contains("the disk is full");
  }
}
