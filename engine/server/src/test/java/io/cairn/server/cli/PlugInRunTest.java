package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.workers.plugins.PluginJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with plug-ins, sound and broken ones side by side, by way of the command line. */
class PlugInRunTest {

  private static final String SOUND =
      """
      System.out.println("{ this is not for a pipe");
      for (long level = (long) evaluation.from() + 1; level <= evaluation.to(); level++) {
        double x = (Double) evaluation.configuration().get("x");
        if (!progress.report(level, Map.of("loss", (x - 0.3) * (x - 0.3) + 1.0 / level))) {
          return Outcome.Completed.at(level, Map.of());
        }
      }
      return Outcome.Completed.at(evaluation.to(), Map.of());
      """;

  @TempDir Path folder;

  private Commands commands;

  @BeforeEach
  void addPlugIns() throws IOException {
    LogFile.nowhere(); // As a process of its own begins: what is printed is the command's.
    commands = new Commands(folder);
    add("sound", SOUND);
    PluginJars.in(folder.resolve("work"))
        .listed("demo.Gone")
        .pack(folder.resolve("home/plugins/broken.jar"));
  }

  private void add(String type, String body) throws IOException {
    PluginJars.in(folder.resolve("work"))
        .evaluating("Kind", type, body)
        .pack(folder.resolve("home/plugins/" + type + ".jar"));
  }

  private String sweep(String type) throws IOException {
    return commands.write(
        type + ".conf",
        """
        name = %s
        objective { metric = loss, direction = minimize }
        space { x { type = real, min = 0, max = 1 } }
        fidelity { name = epoch, min = 1, max = 9, reduction = 3 }
        method { name = asha, seed = 2 }
        budget { trials = 9 }
        failures { retries = 0 }
        worker { type = %s }
        """
            .formatted(type, type));
  }

  @Test
  void plugIns_areListedWithWhyOneIsNotLoaded() throws IOException {
    Commands.Ran text = commands.cairn("plugins");
    assertThat(text.exitCode()).isZero();
    assertThat(text.out().lines().toList()).hasSize(3);
    assertThat(text.out())
        .contains(
            "sound", "loaded", "broken", "refused", "its services: Provider demo.Gone not found");
    JsonNode json = commands.cairn("plugins", "--json").json();
    assertThat(json.path("spi").asInt()).isEqualTo(1);
    assertThat(json.path("plugIns")).hasSize(2);
    JsonNode broken = json.path("plugIns").path(0);
    assertThat(broken.path("plugIn").asText()).isEqualTo("broken");
    assertThat(broken.path("state").asText()).isEqualTo("refused");
    assertThat(broken.path("types")).isEmpty();
    assertThat(broken.path("why").path(0).asText()).contains("demo.Gone");
    assertThat(json.path("plugIns").path(1).path("types").path(0).asText()).isEqualTo("sound");
  }

  @Test
  void namedFolderThatIsNotThere_isRefused() {
    Commands.Ran ran = commands.cairn("plugins", "--plugins", folder.resolve("no").toString());
    assertThat(ran.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(ran.err()).contains("--plugins", "is no folder");
  }

  @Test
  void soundPlugIn_runsASweepAndWhatItPrintsIsNotInTheJson() throws IOException {
    Commands.Ran ran = commands.cairn("run", sweep("sound"), "--id", "s", "--json");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.json().path("state").asText()).isEqualTo("ended");
    assertThat(ran.json().path("best").path("resource").asInt()).isEqualTo(9);
  }

  @Test
  void unknownType_isRefusedWithTheLikelyOneAndWithWhatCouldNotBeLoaded() throws IOException {
    Commands.Ran ran = commands.cairn("run", sweep("sond"));
    assertThat(ran.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(ran.err())
        .contains("worker.type = sond is no kind of worker")
        .contains("did you mean sound?")
        .contains("plug-in broken could not be loaded: ")
        .contains("demo.Gone");
    assertThat(Files.exists(folder.resolve("home/studies"))).isFalse();
  }

  @Test
  void typeThatBreaksInEachEvaluation_endsItsSweepWithTheSentenceWherePeopleLook()
      throws IOException {
    add(
        "rubbish",
        "Map raw = new HashMap(); raw.put(\"loss\", new Object()); progress.report(1, raw);"
            + " return null;");
    Commands.Ran ran = commands.cairn("run", sweep("rubbish"), "--id", "r");
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.NO_RESULT);
    String sentence =
        "plug-in rubbish: metric loss is of class java.lang.Object, not a number (Double)";
    assertThat(commands.cairn("show", "r", "--trial", "0").out()).contains(sentence);
    Path report = folder.resolve("report.html");
    assertThat(commands.cairn("report", "r", "-o", report.toString()).exitCode()).isZero();
    assertThat(Files.readString(report)).contains(sentence);
    assertThat(commands.cairn("run", sweep("sound"), "--id", "after").exitCode()).isZero();
  }

  @Test
  void plugInWhoseSettingsCheckBreaks_isRefusedAtItsType() throws IOException {
    PluginJars.in(folder.resolve("work"))
        .provider(
            "demo.Kind",
            PluginJars.kind("Kind", "fragile", "System.exit(0); return null;", "return null;", ""))
        .pack(folder.resolve("home/plugins/fragile.jar"));
    Commands.Ran ran = commands.cairn("plan", sweep("fragile"));
    assertThat(ran.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(ran.err())
        .contains("worker.type")
        .contains("plug-in fragile failed to make an evaluator")
        .contains("called System.exit(0), which would end the whole process");
  }
}
