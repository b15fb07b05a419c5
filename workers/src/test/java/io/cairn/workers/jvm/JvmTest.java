package io.cairn.workers.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.workers.contract.RecordingProgress;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Completed;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import io.cairn.workers.spi.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class JvmTest {

  private static final Evaluation.Resource EPOCHS = new Evaluation.Resource("epoch", 1, 9, true);

  @TempDir Path folder;

  private final RecordingProgress progress = new RecordingProgress();
  private final Map<String, Object> values = new LinkedHashMap<>();

  @BeforeEach
  void compile() throws IOException {
    Sources.compile(
        folder,
        "Forms",
        "public class Forms {",
        "  public static double loss(Map<String, Object> p) {",
        "    return (Double) p.get(\"rate\") + (Long) p.get(\"depth\") + ((String) p.get(\"kind:é\")).length();",
        "  }",
        "  public static Map<String, Double> all(Map<String, Object> p, double level) {",
        "    System.out.println(\"to \" + level);",
        "    return Map.of(\"loss\", 1 / level, \"seconds\", 2.5);",
        "  }",
        "  public static double broken(Map<String, Object> p) { throw new IllegalArgumentException(\"no data\"); }",
        "  public static Map<String, Double> other(Map<String, Object> p) { return Map.of(\"accuracy\", 0.5); }",
        "  public static double endless(Map<String, Object> p) throws Exception { while (true) Thread.sleep(1000); }",
        "  public static double loader(Map<String, Object> p) {",
        "    try { Class.forName(\"io.cairn.workers.spi.Evaluator\"); return 1; }",
        "    catch (ClassNotFoundException e) { return 0; }",
        "  }",
        "  public static double quitting(Map<String, Object> p) { Runtime.getRuntime().halt(7); return 0; }",
        "  public String word() { return \"\"; }",
        "}");
    values.put("class-path", List.of("classes"));
    values.put("class", "mine.Forms");
  }

  private WorkerSettings settings() {
    return new WorkerSettings(
        values,
        folder,
        List.of("rate", "depth", "kind:é"),
        "loss",
        false,
        Optional.of(EPOCHS),
        Duration.ofSeconds(20));
  }

  private Outcome run(Optional<Duration> limit) throws Exception {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("rate", 0.5);
    configuration.put("depth", 3L);
    configuration.put("kind:é", "12");
    try (Evaluator evaluator = new JvmProvider().create(settings())) {
      return evaluator.evaluate(
          new Evaluation(
              "study",
              "e-1",
              1,
              1,
              configuration,
              EPOCHS,
              0,
              9,
              42,
              Optional.empty(),
              Files.createDirectories(folder.resolve("scratch")),
              limit),
          progress);
    }
  }

  private double loss() throws Exception {
    Outcome outcome = run(Optional.empty());
    assertThat(outcome).as("log: %s", progress.log()).isInstanceOf(Completed.class);
    Map<String, Double> metrics = ((Completed) outcome).metrics();
    return metrics.isEmpty()
        ? progress.reports().get(0).metrics().get("loss")
        : metrics.get("loss");
  }

  private Failed failed() throws Exception {
    Outcome outcome = run(Optional.empty());
    assertThat(outcome).isInstanceOf(Failed.class);
    return (Failed) outcome;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void function_isGivenItsParametersWithTheirTypes(boolean isolated) throws Exception {
    values.put("method", "loss");
    values.put("isolated", isolated);
    assertThat(loss()).isEqualTo(5.5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void function_mayTakeTheLevelAndReturnMetrics(boolean isolated) throws Exception {
    values.put("method", "all");
    values.put("isolated", isolated);
    assertThat(loss()).isEqualTo(1.0 / 9);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void functionThatThrows_failsWithItsWords(boolean isolated) throws Exception {
    values.put("method", "broken");
    values.put("isolated", isolated);
    assertThat(failed().kind()).isEqualTo(Kind.ERROR);
    if (isolated) {
      assertThat(progress.log())
          .anyMatch(line -> line.contains("IllegalArgumentException: no data"));
    } else {
      assertThat(failed().message()).contains("IllegalArgumentException: no data");
    }
  }

  @Test
  void functionWithoutTheMetric_isABadResult() throws Exception {
    values.put("method", "other");
    assertThat(failed().kind()).isEqualTo(Kind.BAD_RESULT);
    assertThat(failed().message()).contains("[accuracy]").contains("\"loss\" must be one of them");
  }

  @Test
  void function_doesNotSeeOurClasses() throws Exception {
    values.put("method", "loader");
    assertThat(loss()).isZero();
  }

  @Test
  void isolatedFunction_takesOnlyItsOwnJvmAlong() throws Exception {
    values.put("method", "quitting");
    values.put("isolated", true);
    assertThat(failed().message()).contains("exit code 7");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void timeLimit_endsACall(boolean isolated) throws Exception {
    values.put("method", "endless");
    values.put("isolated", isolated);
    Outcome outcome = run(Optional.of(Duration.ofMillis(100)));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.kind()).isEqualTo(Kind.TIME_LIMIT));
  }

  @Test
  void main_runsInAJvmOfItsOwnWithArguments() throws Exception {
    Sources.compile(
        folder,
        "Training",
        "public class Training {",
        "  public static void main(String[] args) {",
        "    System.out.println(String.join(\" \", args) + \" \" + System.getProperty(\"mode\"));",
        "    System.out.println(\"{\\\"epoch\\\": 9, \\\"loss\\\": 0.25}\");",
        "  }",
        "}");
    values.put("class", "mine.Training");
    values.put("arguments", List.of("--depth", "{depth}", "{{literal}}"));
    values.put("jvm-options", List.of("-Xmx64m", "-Dmode={fast}"));
    assertThat(loss()).isEqualTo(0.25);
    assertThat(progress.log()).contains("--depth 3 {literal} {fast}");
  }

  @Test
  void evaluator_isGivenItsOptions_andTheirMistakesAreNamed() throws Exception {
    Sources.compile(
        folder,
        "Own",
        "public class Own implements Evaluator {",
        "  private final double base;",
        "  public Own(WorkerSettings settings) throws InvalidSettingsException {",
        "    Object value = settings.values().get(\"base\");",
        "    if (!(value instanceof Double)) {",
        "      throw new InvalidSettingsException(List.of(new InvalidSettingsException.Problem(\"base\", \"must be a number\")));",
        "    }",
        "    base = (Double) value;",
        "  }",
        "  public Outcome evaluate(Evaluation evaluation, Progress progress) {",
        "    return Outcome.Completed.at(evaluation.to(), Map.of(\"loss\", base + evaluation.to()));",
        "  }",
        "}");
    values.put("class", "mine.Own");
    values.put("options", Map.of("base", 1.5));
    assertThat(loss()).isEqualTo(10.5);

    values.put("options", Map.of("base", "x"));
    InvalidSettingsException refused =
        catchThrowableOfType(InvalidSettingsException.class, () -> run(Optional.empty()));
    assertThat(refused.problems())
        .extracting(InvalidSettingsException.Problem::key)
        .containsExactly("options.base");
  }

  @ParameterizedTest
  @ValueSource(strings = {"word", "absent", "main"})
  void methodThatCannotBeCalled_isRefused(String method) {
    values.put("method", method);
    InvalidSettingsException refused =
        catchThrowableOfType(InvalidSettingsException.class, () -> run(Optional.empty()));
    assertThat(refused.problems())
        .extracting(InvalidSettingsException.Problem::key)
        .containsExactly(method.equals("main") ? "class" : "method");
  }

  @Test
  void mistakes_areToldAllAtOnce() {
    values.put("class", "mine.Absent");
    values.put("class-path", List.of("classes", "lib/*", "gone.jar"));
    values.put("isolated", "perhaps");
    values.put("java", "no-java");
    values.put("arguments", List.of("{dept}"));
    values.put("methods", "x");
    InvalidSettingsException refused =
        catchThrowableOfType(InvalidSettingsException.class, () -> run(Optional.empty()));
    assertThat(refused.problems())
        .extracting(InvalidSettingsException.Problem::key)
        .contains(
            "class",
            "class-path[1]",
            "class-path[2]",
            "isolated",
            "java",
            "arguments[0]",
            "methods");
  }

  @Test
  void callsThatIgnoreTheirInterrupt_areCounted_andMoreAreRefused() throws Exception {
    Sources.compile(
        folder,
        "Deaf",
        "public class Deaf {",
        "  public static volatile boolean end;",
        "  public static double loss(Map<String, Object> p) {",
        "    while (System.getProperty(\"cairn.test.deaf\") != null) { try { Thread.sleep(5); } catch (InterruptedException e) { } }",
        "    return 1;",
        "  }",
        "}");
    values.put("class", "mine.Deaf");
    values.put("method", "loss");
    System.setProperty("cairn.test.deaf", "yes");
    try (Evaluator evaluator = new JvmProvider().create(settings())) {
      Evaluation evaluation =
          new Evaluation(
              "study",
              "e-1",
              1,
              1,
              Map.of(),
              EPOCHS,
              0,
              9,
              42,
              Optional.empty(),
              folder,
              Optional.of(Duration.ofMillis(1)));
      for (int i = 0; i < FunctionEvaluator.MOST_ABANDONED; i++) {
        assertThat(evaluator.evaluate(evaluation, progress))
            .isInstanceOfSatisfying(
                Failed.class, failed -> assertThat(failed.kind()).isEqualTo(Kind.TIME_LIMIT));
      }
      assertThat(evaluator.evaluate(evaluation, progress))
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> {
                assertThat(failed.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(failed.message()).contains("isolated = true");
              });
    } finally {
      System.clearProperty("cairn.test.deaf");
    }
  }
}
