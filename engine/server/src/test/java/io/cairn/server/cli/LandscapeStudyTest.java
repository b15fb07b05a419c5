package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudySpec;
import io.cairn.proto.PortfolioEntry;
import io.cairn.proto.PriorUse;
import io.cairn.proto.StudyCreated;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.studies.StudyPriors;
import io.cairn.server.studies.StudySpecs;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.SweepReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The landscape method with priors of the archive and of the person, from the command line. */
class LandscapeStudyTest {

  private static final String SWEEP =
      """
      name = tiny
      objective { metric = value, direction = minimize }
      space {
        x1 { type = real, min = -5, max = 10 }
        x2 { type = real, min = 0, max = 15 }
      }
      fidelity { name = epoch, min = 1, max = 9, reduction = 3 }
      budget { trials = 12 }
      worker { type = function, function = branin, inputs = [x1, x2] }
      """;

  @TempDir Path folder;

  private record Ran(int exitCode, String out, String err) {}

  private Ran talk(String home, String input, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--home");
    all.add(folder.resolve(home).toString());
    PrintStream out = System.out;
    PrintStream err = System.err;
    InputStream in = System.in;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      int code = Main.commandLine().execute(all.toArray(String[]::new));
      return new Ran(
          code,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
      System.setIn(in);
    }
  }

  private Ran cairn(String... args) {
    return talk("home", "", args);
  }

  private String sweep(String more) throws IOException {
    Path file = folder.resolve("sweep.conf");
    Files.writeString(file, SWEEP + more);
    return file.toString();
  }

  /** Two bowls near Branin's best and one of noise, beside the sweep. */
  private void tables() throws IOException {
    Path tables = Files.createDirectories(folder.resolve("priors"));
    SplittableRandom random = new SplittableRandom(5);
    for (String name : List.of("left", "right", "noise")) {
      StringBuilder table = new StringBuilder("x1,x2,epoch,value,cost\n");
      for (int i = 0; i < 60; i++) {
        double x1 = -5 + 15 * random.nextDouble();
        double x2 = 15 * random.nextDouble();
        double at = name.equals("left") ? -3 : 3;
        double far = (x1 - at) * (x1 - at) + (x2 - 6 + at) * (x2 - 6 + at);
        for (int epoch : new int[] {1, 9}) {
          double value = name.equals("noise") ? random.nextDouble() : far + 9 - epoch;
          table.append(String.format(Locale.ROOT, "%s,%s,%d,%s,%d%n", x1, x2, epoch, value, epoch));
        }
      }
      Files.writeString(tables.resolve(name + ".csv"), table);
    }
  }

  private static final String PRIORS = "priors.from = [ priors ]\n";

  @Test
  void run_saysWhatItTakesOfThePriors_andTheNextRunKnowsTheFits() throws IOException {
    tables();
    String sweep = sweep(PRIORS);
    Ran first = cairn("run", sweep, "--id", "one");
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.err())
        .contains("study one (landscape)")
        .contains("priors: left, right; 120 configurations used, 0 projected, 0 rejected; 0 of 3")
        .contains("prior noise is left out: its losses cannot be predicted");
    String decisions = decisions(first.out());
    assertThat(decisions)
        .containsPattern("^[1-9][0-9]* trials by the model with priors, [0-9]+ by");

    Ran second = cairn("run", sweep, "--id", "two");
    // The first study's own landscape is a prior now.
    assertThat(second.err()).contains("3 of 4 fits known");

    Ran shown = cairn("show", "one");
    assertThat(shown.out())
        .contains("method      landscape, seed 1")
        .contains("prior       left: 60 used, 0 projected, 0 rejected")
        .contains("prior       noise: left out, its losses cannot be predicted")
        .containsPattern("model       [0-9]+ fits, the newest in ")
        .doesNotContain("led by");
    // One count, in the same words wherever it is told.
    assertThat(decisions(shown.out())).isEqualTo(decisions);
    assertThat(decisions(cairn("show", "one", "--trust").out())).isEqualTo(decisions);
    assertThat(first.err()).doesNotContain("priors led");
  }

  /** What is said of the decisions, whatever the lines are broken at. */
  private static String decisions(String page) {
    Matcher found =
        Pattern.compile(
                "^decisions +(.* [0-9]+\\s+promotions)$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(page);
    assertThat(found.find()).as(page).isTrue();
    return found.group(1).replaceAll("\\s+", " ");
  }

  @Test
  void startsGoFirst_andABeliefIsAPrior() throws IOException {
    String human =
        """
        priors {
          start = [ { x1 = 9.5, x2 = 2.5 }, { x1 = 0 } ]
          belief { x1 { near = 3, spread = 0.2 }, x2 { between = [1, 4] } }
        }
        """;
    Ran ran = cairn("run", sweep(human), "--id", "mine", "--slots", "1");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("priors: your belief; 201 configurations used");
    assertThat(ran.err()).contains("starts: 2 of yours first");
    assertThat(cairn("show", "mine", "--trial", "0").out())
        .contains("origin         your start")
        .contains("x1=9.5");
    assertThat(cairn("show", "mine", "--trial", "1").out())
        .contains("origin         your start")
        .contains("x2=7.5");
    assertThat(cairn("show", "mine", "--trial", "2").out()).doesNotContain("your start");
    assertThat(cairn("run", sweep(human + "method = asha\n"), "--id", "other").err())
        .contains("priors.belief and priors.start are not used by asha");
    Ran portfolio = cairn("run", sweep(human + "method = portfolio\n"), "--id", "third");
    assertThat(portfolio.err()).contains(" configurations to try first, from ");
    assertThat(cairn("show", "third", "--trial", "0").out()).contains("your start");
  }

  /** Lines of a loop, answered by a formula, as a client would write them. */
  private String conversation(String home, String id, int asks) {
    StringBuilder answers = new StringBuilder();
    StringBuilder lines = new StringBuilder();
    // One process for each ask: the answer decides what is told.
    for (int i = 0; i < asks; i++) {
      lines.append("{\"op\":\"ask\"}\n");
      Ran ran = talk(home, lines.toString(), "ask-tell", sweepFile(), "--id", id);
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      answers.append(ran.out());
      lines.setLength(0);
      Matcher asked =
          Pattern.compile(
                  "\"id\":\"(e[0-9]+)\".*\"x1\":([-0-9.E]+),\"x2\":([-0-9.E]+)}.*\"to\":([0-9]+)")
              .matcher(ran.out());
      while (asked.find()) {
        double value = Double.parseDouble(asked.group(2)) - 3;
        value = value * value + Double.parseDouble(asked.group(3)) / 9;
        lines.append(
            "{\"op\":\"tell\",\"id\":\"%s\",\"metrics\":{\"value\":%s},\"cost\":%s}%n"
                .formatted(asked.group(1), value, asked.group(4)));
      }
    }
    return answers.toString();
  }

  private String sweepFile() {
    return folder.resolve("sweep.conf").toString();
  }

  @Test
  void askTell_givesTheSameAnswersToTheSameLines_overRestartsToo() throws IOException {
    tables();
    sweep(PRIORS);
    String first = conversation("a", "s", 8);
    assertThat(first.lines().filter(line -> line.contains("\"evaluation\""))).hasSize(8);
    assertThat(conversation("b", "s", 8)).isEqualTo(first);
  }

  @Test
  void studyWithoutATrial_saysSo() throws IOException {
    sweep("");
    assertThat(talk("home", "", "ask-tell", sweepFile(), "--id", "s").exitCode()).isZero();
    Ran shown = cairn("show", "s", "--trial", "0");
    assertThat(shown.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(shown.err()).contains("study s has no trial 0; it has none yet");
  }

  @Test
  void priorThatIsGone_isToldAndTheStudyGoesOn() throws IOException {
    tables();
    sweep(PRIORS);
    conversation("home", "s", 3);
    assertThat(cairn("landscape", "rm", "left").exitCode()).isZero();
    Ran resumed = talk("home", "{\"op\":\"ask\"}\n", "resume", "s");
    assertThat(resumed.exitCode()).isZero();
    assertThat(resumed.err())
        .containsPattern(
            "prior left \\([0-9a-f]{16}\\) is gone: the archive does not hold it any more; the"
                + " study goes on without it")
        .contains("priors: right; 60 configurations used");
    assertThat(resumed.out()).contains("\"evaluation\"");
  }

  @Test
  void studyOfAnOlderVersion_stillOpens() throws Exception {
    String json =
        """
        {"schema":1,"name":"old","objective":{"metric":"loss","direction":"minimize"},\
        "space":{"x":{"type":"real","min":0.0,"max":1.0,"scale":"linear"}},"constraints":[],\
        "method":{"name":"portfolio","seed":1},"budget":{"trials":3},\
        "failures":{"retries":1,"give-up-after":10,"max-relocations":20},\
        "workers":{"slots":2,"lease":"1m","grace":"10s"},"ask-tell":{"lease":"36500d"},\
        "priors":{"use":"all","from":["../landscapes"]}}""";
    StudyCreated created =
        StudyCreated.newBuilder()
            .setStudy("old")
            .setName("old")
            .setMode("run")
            .setSweepJson(json)
            .setSweepFolder(folder.toString())
            .addPortfolio(
                PortfolioEntry.newBuilder()
                    .addCodes(Double.doubleToLongBits(0.25))
                    .setOrigin("portfolio: best of a"))
            .addPriors(PriorUse.newBuilder().setId("0123456789abcdef").setName("a").setUsed(9))
            .build();
    StudySpec spec = StudySpecs.spec(created);
    assertThat(spec.method().name()).isEqualTo("portfolio");
    assertThat(spec.portfolio()).hasSize(1);
    Sweep sweep = StudySpecs.sweep(created, Purpose.STORED);
    assertThat(sweep.canonicalJson()).isEqualTo(json);
    StudyPriors again =
        StudyPriors.again(
            LandscapeArchive.open(folder.resolve("home")), sweep, created, StudyPriors.GOES_ON);
    assertThat(again.lines(sweep)).isEmpty();
    assertThat(again.fits()).isEmpty();
    // One of the landscape method names its priors, so that they are looked for.
    Sweep landscape =
        SweepReader.parse(json.replace("\"portfolio\"", "\"landscape\""), folder, Purpose.STORED);
    assertThat(
            StudyPriors.again(
                    LandscapeArchive.open(folder.resolve("home")), landscape, created, "too bad")
                .lines(landscape))
        .containsExactly(
            "prior a (0123456789abcdef) is gone: the archive does not hold it any more; too bad");
  }
}
