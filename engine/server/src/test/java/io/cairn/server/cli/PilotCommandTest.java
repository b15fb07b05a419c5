package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cairn pilot} and {@code cairn rehearse}. */
class PilotCommandTest {

  @TempDir Path folder;

  private Commands commands;
  private String sweep = "";

  @BeforeEach
  void setUp() throws IOException {
    commands = new Commands(folder);
    sweep = commands.branin("sweep", "landscape", "budget { trials = 60 }");
  }

  @Test
  void pilot_withOneGoodAndOneEmptyPrior_saysWhichToKeep() throws IOException {
    commands.archive("twin", 0, 1);
    commands.archive("flat", 0, 0);
    Commands.Ran ran = commands.cairn("pilot", sweep, "--id", "p", "--no-rehearsal");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("Partly: 1 of 2 priors")
        .contains("priors.use = [\"twin\"]")
        .contains("cannot predict its own losses")
        .contains("ranks like a full evaluation");
    assertThat(ran.out().lines().mapToInt(String::length).max().orElse(0)).isLessThan(121);
    // It is a study of its own, and is looked at again without running anything.
    assertThat(commands.cairn("show", "p").out()).contains("sweep pilot").contains("ended:");
    JsonNode again = commands.cairn("pilot", sweep, "--id", "p", "--json").json();
    assertThat(again.get("verdict").asText()).isEqualTo("partly");
    assertThat(again.get("results").asInt()).isGreaterThanOrEqualTo(8);
    assertThat(again.get("saving").isNull()).as("one landscape alone is no rehearsal").isTrue();
    // Its low level would pass for full evaluations; so it stays out of the archive.
    assertThat(commands.cairn("landscape", "ls").out()).doesNotContain("pilot");
  }

  @Test
  void pilot_thatIsThere_isJudgedAtTheLevelThatItWasRunAt() throws IOException {
    commands.archive("twin", 0, 1);
    Path file = Path.of(sweep);
    String text = Files.readString(file);
    Files.writeString(file, text.replace("min = 1,", "min = 3,"));
    String[] pilot = {"pilot", sweep, "--id", "p", "--no-rehearsal", "--json"};
    assertThat(commands.cairn(pilot).json().get("resource").asDouble()).isEqualTo(3);
    Files.writeString(file, text); // Now the plan would be for 1 epoch.
    assertThat(commands.cairn(pilot).json().get("resource").asDouble()).isEqualTo(3);
    Files.writeString(file, text.replace("min = 1,", "min = 9,"));
    Commands.Ran other = commands.cairn(pilot);
    assertThat(other.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(other.err())
        .contains("--id = p is sweep pilot, no pilot of this sweep")
        .contains("one of its levels; choose another --id");
  }

  @Test
  void pilot_withEmptyPriorsAlone_saysNo() throws IOException {
    commands.archive("flat", 0, 0);
    Commands.Ran ran = commands.cairn("pilot", sweep);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("No: no prior tells the order")
        .contains("use = none")
        .contains("could not be rehearsed");
  }

  @Test
  void pilot_withoutPriors_isRefused_andOtherStudiesAreLeftAlone() throws IOException {
    Commands.Ran none = commands.cairn("pilot", sweep);
    assertThat(none.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(none.err()).contains("nothing to compare a pilot with");
    commands.archive("twin", 0, 1);
    assertThat(commands.cairn("run", sweep, "--id", "s").exitCode()).isZero();
    Commands.Ran taken = commands.cairn("pilot", sweep, "--id", "s");
    assertThat(taken.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(taken.err()).contains("no pilot of this sweep");
    assertThat(commands.cairn("pilot", sweep, "--budget-share", "2").err())
        .contains("--budget-share = 2.0 must be above 0 and at most 1");
  }

  @Test
  void rehearse_leavesEachOutInTurn() throws IOException {
    commands.archive("a", 0, 1);
    commands.archive("b", 0.5, 1);
    commands.archive("c", -0.5, 1);
    Commands.Ran ran = commands.cairn("rehearse", "--seeds", "2", "--budget", "6");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("Each of 3 landscapes is the target in turn")
        .contains("interpolated by a random forest")
        .contains("landscape without priors")
        .contains("With priors landscape takes");
    assertThat(ran.out()).doesNotContain("random without priors");
    JsonNode json =
        commands
            .cairn(
                "rehearse",
                "--priors",
                "a,b",
                "--methods",
                "random",
                "--seeds",
                "1",
                "--budget",
                "3",
                "--json")
            .json();
    assertThat(json.get("targets")).hasSize(2);
    assertThat(json.get("rounds").asInt()).isEqualTo(2);
    assertThat(json.get("methods").get(0).get("regret")).hasSize(3);
  }

  @Test
  void rehearse_withTooLittle_saysWhatIsMissing() throws IOException {
    commands.archive("a", 0, 1);
    Commands.Ran one = commands.cairn("rehearse");
    assertThat(one.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(one.err()).contains("needs two landscapes").contains("a: no other landscape");
    assertThat(commands.cairn("rehearse", "--priors", "a").err()).contains("name at least two");
    assertThat(commands.cairn("rehearse", "--priors", "a,nowhere").err()).contains("nowhere");
    assertThat(commands.cairn("rehearse", "--methods", "landscap").err())
        .contains("did you mean landscape?");
    assertThat(commands.cairn("rehearse", "--seeds", "0").err())
        .contains("--seeds = 0 must be from 1 to 1000");
  }
}
