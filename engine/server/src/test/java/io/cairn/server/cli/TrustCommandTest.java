package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cairn show --trust} and the section of the report. */
class TrustCommandTest {

  @TempDir Path folder;

  private Commands commands;

  @BeforeEach
  void setUp() {
    commands = new Commands(folder);
  }

  private void run(String id, String method) throws IOException {
    Commands.Ran ran =
        commands.cairn(
            "run",
            commands.branin(id, method, "budget { trials = 40 }\nworkers { slots = 1 }"),
            "--id",
            id);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  @Test
  void trust_ofAStoredStudy_saysHowFarEachPriorIsBelieved() throws IOException {
    commands.archive("twin", 0, 1);
    commands.archive("upside-down", 0, -1);
    run("s1", "landscape");
    Commands.Ran text = commands.cairn("show", "s1", "--trust");
    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("lead  ")
        .contains("decisions  ")
        .contains("worker time")
        .contains("twin orders this study's")
        .containsPattern("chance +0\\.\\d\\d");
    assertThat(text.out().lines().mapToInt(String::length).max().orElse(0))
        .as(text.out())
        .isLessThanOrEqualTo(120);
    JsonNode trust = commands.cairn("show", "s1", "--trust", "--json").json().get("trust");
    double twin = prior(trust, "twin").get("weight").get("value").asDouble();
    double upsideDown = prior(trust, "upside-down").get("weight").get("value").asDouble();
    assertThat(prior(trust, "upside-down").get("contrary").asDouble())
        .as("share turned over, healthy .89 and more after .25")
        .isGreaterThan(0.6);
    double chance = trust.get("chance").get("value").asDouble();
    assertThat(twin).as("as it is, healthy .7 against .25: %s", trust).isGreaterThan(upsideDown);
    assertThat(twin + upsideDown + chance).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
    String report = Files.readString(folder.resolve("home/studies/s1/report.html"));
    assertThat(report).contains("Trust in the priors").contains("<td>twin</td>");
  }

  private static JsonNode prior(JsonNode trust, String name) {
    for (JsonNode prior : trust.get("priors")) {
      if (prior.get("name").asText().equals(name)) {
        return prior;
      }
    }
    throw new AssertionError("no prior " + name + " in " + trust);
  }

  @Test
  void trust_whenThePriorIsGone_saysSo() throws IOException {
    commands.archive("twin", 0, 1);
    run("s1", "landscape");
    assertThat(commands.cairn("landscape", "rm", "twin").exitCode()).isZero();
    Commands.Ran text = commands.cairn("show", "s1", "--trust");
    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("prior twin (")
        .contains("the archive does not hold it any more");
  }

  @Test
  void trust_withoutPriors_saysSo() throws IOException {
    run("s1", "landscape");
    assertThat(commands.cairn("show", "s1", "--trust").out()).contains("There are no priors");
  }

  @Test
  void trust_ofAnotherMethod_isASentence() throws IOException {
    run("s1", "asha");
    Commands.Ran text = commands.cairn("show", "s1", "--trust");
    assertThat(text.exitCode()).isZero();
    assertThat(text.out()).contains("method asha, which does not weigh its priors");
    assertThat(commands.cairn("show", "s1", "--trust", "--json").json().get("trust").isNull())
        .isTrue();
  }
}
