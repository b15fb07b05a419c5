package io.cairn.workers.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cairn.workers.WorkerTypes;
import io.cairn.workers.contract.RecordingProgress;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Plug-ins that break while an evaluator is made or closed. */
class PlugInEvaluatorTest {

  private static final String NEW = "return new Own();";
  private static final String DONE = "return Outcome.Completed.at(9, Map.of(\"acc\", 1.0));";

  /** However slow the machine is that tests run on. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final PlugInBounds PATIENT = new PlugInBounds(PATIENCE, PATIENCE, PATIENCE);
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger =
      (Logger) LoggerFactory.getLogger(PlugInEvaluatorTest.class.getPackageName());

  @TempDir Path folder;

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  private List<String> logged() {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private WorkerTypes plugIn(String create, String evaluate, String close) throws IOException {
    return plugIn(create, evaluate, close, PATIENT);
  }

  private WorkerTypes plugIn(String create, String evaluate, String close, PlugInBounds bounds)
      throws IOException {
    PluginJars.in(folder.resolve("work"))
        .provider("demo.Kind", PluginJars.kind("Kind", "kind", create, evaluate, close))
        .pack(folder.resolve("plugins/bad.jar"));
    return WorkerTypes.with(folder.resolve("plugins"), bounds);
  }

  private String refusal(String create) throws IOException {
    return refusal(create, PATIENT);
  }

  private String refusal(String create, PlugInBounds bounds) throws IOException {
    WorkerTypes types = plugIn(create, DONE, "", bounds);
    InvalidSettingsException refused =
        catchThrowableOfType(
            InvalidSettingsException.class, () -> TestSettings.create(types, "kind").close());
    assertThat(refused).isNotNull();
    assertThat(refused.problems()).hasSize(1);
    return refused.getMessage();
  }

  @Test
  void createThatThrows_isAMistakeInTheType() throws Exception {
    assertThat(refusal("throw new IllegalStateException(\"no licence\");"))
        .isEqualTo(
            "type = \"kind\" cannot be used: plug-in bad failed to make an evaluator:"
                + " IllegalStateException: no licence");
  }

  @Test
  void createThatReturnsNull_isAMistakeInTheType() throws Exception {
    assertThat(refusal("return null;")).contains("plug-in bad made no evaluator (null)");
  }

  @Test
  void createThatHangs_isNotWaitedFor() throws Exception {
    assertThat(
            refusal(
                "while (true) { try { Thread.sleep(9999); } catch (Exception e) { } }",
                new PlugInBounds(PATIENCE, SHORT, PATIENCE)))
        .contains("plug-in bad did not make an evaluator within 1 s");
  }

  @Test
  void createThatEndsTheProcess_isRefused() throws Exception {
    assertThat(refusal("System.exit(1); return null;")).contains("called System.exit(1)");
  }

  @Test
  void itsOwnProblems_areLeftAsTheyAre() throws Exception {
    assertThat(
            refusal(
                "throw new InvalidSettingsException("
                    + "List.of(new InvalidSettingsException.Problem(\"speed\", \"must be 1\")));"))
        .isEqualTo("speed must be 1");
  }

  @Test
  void closeThatHangs_isNotWaitedFor() throws Exception {
    Evaluator evaluator =
        TestSettings.create(
            plugIn(
                NEW,
                DONE,
                "while (true) { try { Thread.sleep(9999); } catch (Exception e) { } }",
                new PlugInBounds(PATIENCE, PATIENCE, SHORT)),
            "kind");
    evaluator.close();
    evaluator.close();
    assertThat(logged())
        .filteredOn(line -> line.contains("did not close an evaluator within 1 s"))
        .hasSize(1)
        .allMatch(line -> line.startsWith("plug-in bad"));
  }

  @Test
  void closeThatThrows_isLogged() throws Exception {
    TestSettings.create(plugIn(NEW, DONE, "throw new Error(\"no\");"), "kind").close();
    assertThat(logged()).contains("plug-in bad failed to close an evaluator");
  }

  @Test
  void threadThatStays_isWarnedOfWhenTheLastEvaluatorIsClosed() throws Exception {
    WorkerTypes types =
        plugIn(
            NEW,
            "Thread t = new Thread(() -> { try { Thread.sleep(600_000); } catch"
                + " (InterruptedException e) { } }, \"idler\"); t.setDaemon(true); t.start(); "
                + DONE,
            "");
    Evaluator first = TestSettings.create(types, "kind");
    Evaluator second = TestSettings.create(types, "kind");
    TestSettings.evaluate(first, new RecordingProgress());
    first.close();
    assertThat(logged()).noneMatch(line -> line.contains("behind"));
    second.close();
    assertThat(logged())
        .anyMatch(line -> line.startsWith("plug-in bad leaves a thread behind: idler"));
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("idler"))
        .forEach(Thread::interrupt);
  }

  @Test
  void threadThatEnds_isNotWarnedOf() throws Exception {
    Evaluator evaluator =
        TestSettings.create(
            plugIn(
                NEW,
                "ExecutorService pool = Executors.newFixedThreadPool(2);"
                    + " pool.submit(() -> 1).get(); pool.shutdown(); "
                    + DONE,
                ""),
            "kind");
    assertThat(TestSettings.evaluate(evaluator, new RecordingProgress()))
        .isInstanceOf(Outcome.Completed.class);
    evaluator.close();
    assertThat(logged()).isEmpty();
  }

  @Test
  void contextClassLoader_isThePlugInsAndGivenBack() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    WorkerTypes types =
        plugIn(
            NEW,
            "return new Outcome.Failed(Outcome.Kind.ERROR, \"\" +"
                + " (Thread.currentThread().getContextClassLoader() == Own.class.getClassLoader()));",
            "");
    assertThat(TestSettings.failure(types, "kind").message()).isEqualTo("plug-in bad: true");
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }
}
