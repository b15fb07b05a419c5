package io.cairn.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.archive.PriorChoice;
import io.cairn.server.archive.PriorFits;
import io.cairn.server.archive.PriorSelector;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.SweepFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepPlanTest {

  private static final PriorChoice NO_PRIORS = new PriorChoice(List.of(), List.of(), List.of());

  private static final String SWEEP =
      """
      name = demo
      objective { metric = loss, direction = minimize }
      space { x { type = real, min = 0, max = 1 }, k { type = integer, min = 1, max = 4 } }
      fidelity { name = epoch, min = 1, max = 20, checkpoints = false }
      """;

  @TempDir Path folder;

  private SweepPlan plan(String rest) {
    return SweepPlan.of(
        SweepFiles.read(folder, SWEEP + rest, Purpose.PLAN), NO_PRIORS, Optional.empty());
  }

  @Test
  void exactPlan_isTheTableOfTheReference() throws IOException {
    String text =
        PlanText.of(plan("method = sha\nbudget { trials = 27, wall-clock = 90s, target = 0.125 }"));
    String reference = Files.readString(Path.of("../../docs/plan.md"));
    int start = reference.indexOf("```\n") + 4;
    assertThat(text).isEqualTo(reference.substring(start, reference.indexOf("```", start)));
    assertThat(text)
        .contains("ladder    1, 3, 9, 20 epoch, reduction 3, each time from scratch\n")
        .contains("          the last step, 9 to 20, is shorter than the reduction\n")
        .contains("expected  40 evaluations, 101 epoch in all\n");
  }

  @Test
  void estimatedPlan_saysSo_andWhichLimitEndsIt() {
    SweepPlan plan = plan("method = asha\nbudget { trials = 27, evaluations = 20 }");
    assertThat(plan.end())
        .isInstanceOfSatisfying(
            SweepPlan.End.Limit.class,
            limit -> {
              assertThat(limit.budget()).isEqualTo("evaluations");
              assertThat(limit.share()).isEqualTo(20 / plan.plan().evaluations());
            });
    assertThat(PlanText.of(plan))
        .contains("at least  expected")
        .contains("about ")
        .contains("at budget.evaluations = 20, after about ");
  }

  @Test
  void end_isWhatIsReachedFirst() {
    assertThat(plan("method = random\nbudget { wall-clock = 1h }").end())
        .isEqualTo(new SweepPlan.End.Unforeseen());
    assertThat(plan("method = grid\n").end()).isEqualTo(new SweepPlan.End.Completed());
    assertThat(plan("method = grid\nbudget { trials = 1000 }").end())
        .isEqualTo(new SweepPlan.End.Completed());
    assertThat(plan("method = grid\nbudget { trials = 5 }").end())
        .isEqualTo(new SweepPlan.End.Limit("trials", 5, 1));
    SweepPlan rounds =
        plan("method = hyperband\nbudget { resource = 10000, evaluations = 1000000 }");
    assertThat(rounds.end())
        .isEqualTo(new SweepPlan.End.Limit("resource", 10_000, 10_000 / rounds.plan().resource()));
    assertThat(PlanText.of(rounds)).contains(", a round\n").contains(" rounds\n");
  }

  @Test
  void priors_areNamedWithTheirReasons() throws Exception {
    SweepFiles.write(folder, "wine.csv", "x,k,epoch,loss\n0.5,2,20,0.25\n");
    SweepFiles.write(folder, "bad/bad.csv", "x\n");
    String text = SWEEP + "budget.trials = 9\npriors { from = [ wine.csv, bad ] }";
    Sweep sweep = SweepFiles.read(folder, text, Purpose.PLAN);
    PriorChoice choice =
        PriorSelector.preview(LandscapeArchive.open(folder.resolve("home")), sweep, Instant.EPOCH);
    SweepPlan plan = SweepPlan.of(sweep, choice, Optional.empty());
    assertThat(PlanText.of(plan))
        .contains("priors    1 used\n          wine (")
        .contains("): 1 configuration, has all 2 parameters\n")
        .contains("          left out: bad (");
    assertThat(PlanJson.of(plan))
        .contains("\"priors\":{\"usedByMethod\":true,\"used\":[{\"id\":\"")
        .contains("\"name\":\"wine\",\"configurations\":1,\"reason\":\"has all 2 parameters\"}]");
  }

  @Test
  void landscape_saysThatTheModelDecides_andWhatItTakesOfThePriors() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder bowl = new StringBuilder("x,k,epoch,loss\n");
    StringBuilder noise = new StringBuilder("x,k,epoch,loss\n");
    for (int i = 0; i < 60; i++) {
      String row = random.nextDouble() + "," + (1 + random.nextInt(4)) + ",20,";
      double x = Double.parseDouble(row.split(",", 2)[0]);
      bowl.append(row).append((x - 0.3) * (x - 0.3)).append('\n');
      noise.append(row).append(random.nextDouble()).append('\n');
    }
    SweepFiles.write(folder, "priors/bowl.csv", bowl.toString());
    SweepFiles.write(folder, "priors/noise.csv", noise.toString());
    SweepFiles.write(folder, "priors/tiny.csv", "x,k,epoch,loss\n0.5,2,20,0.25\n");
    String text =
        SWEEP + "budget.trials = 9\npriors { from = [ priors ], start = [ { x = 0.2 } ] }";
    Sweep sweep = SweepFiles.read(folder, text, Purpose.PLAN);
    LandscapeArchive archive = LandscapeArchive.open(folder.resolve("home"));
    PriorChoice choice = PriorSelector.preview(archive, sweep, Instant.EPOCH);
    SweepPlan plan =
        SweepPlan.of(sweep, choice, Optional.of(PriorFits.preview(archive, sweep, choice)));
    assertThat(PlanText.of(plan))
        .contains("at least  expected")
        .contains("the model decides which trials start, at which rung, and which go on")
        .contains("priors    1 used\n          bowl (")
        .contains("): 60 configurations (60 used, 0 projected, 0 rejected), has all 2 parameters\n")
        .contains("          1 of your own first\n")
        .containsPattern(
            "left out: noise \\([0-9a-f]+\\): its losses cannot be predicted from its"
                + " configurations: rank correlation -?0\\.[0-9]{2} of at least 0\\.45\n")
        .contains("only 1 of its configurations can be used");
    assertThat(PlanJson.of(plan))
        .contains("\"modelDecides\":true")
        .contains("\"taken\":60,\"projected\":0,\"rejected\":0}]")
        .contains("\"starts\":1");
    assertThat(folder.resolve("home/archive")).isEmptyDirectory();
  }

  @Test
  void json_hasTheDocumentedShape() {
    assertThat(
            PlanJson.of(
                plan("method { name = sha, seed = 7 }\nbudget { trials = 3, wall-clock = 90s }")))
        .isEqualTo(
            """
            {"sweep":"demo","metric":"loss","direction":"minimize",\
            "method":{"name":"sha","seed":7,"options":{}},\
            "space":{"parameters":2,"constraints":0},\
            "ladder":{"resource":"epoch","levels":[1.0,3.0,9.0,20.0],"reduction":3,"checkpoints":false,"shortLastStep":true},\
            "trials":3,"exact":true,"modelDecides":false,"perRound":false,\
            "brackets":[{"bracket":0,"repeats":1,"rungs":[\
            {"rung":0,"level":1.0,"cost":1.0,"atLeast":3,"expected":3.0},\
            {"rung":1,"level":3.0,"cost":3.0,"atLeast":1,"expected":1.0},\
            {"rung":2,"level":9.0,"cost":9.0,"atLeast":1,"expected":1.0},\
            {"rung":3,"level":20.0,"cost":20.0,"atLeast":1,"expected":1.0}]}],\
            "evaluations":6.0,"resource":35.0,"ends":{"by":"trials","limit":3.0,"share":1.0},\
            "mayEndEarlier":["wall-clock 90s"],\
            "priors":{"usedByMethod":false,"used":[],"leftOut":[],"starts":0,"warnings":[]}}""");
  }

  @Test
  void numbers_areShortAndPlain() {
    assertThat(PlanText.number(12_345_678)).isEqualTo("12,345,678");
    assertThat(PlanText.number(1234.56)).isEqualTo("1,235");
    assertThat(PlanText.number(12.34)).isEqualTo("12.3");
    assertThat(PlanText.number(1.0 / 27)).isEqualTo("0.037");
    assertThat(PlanText.number(0.125)).isEqualTo("0.125");
    assertThat(PlanText.number(-0.5)).isEqualTo("-0.5");
  }
}
