package io.cairn.workers.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.FailureKind;
import io.cairn.proto.Lease;
import io.cairn.proto.Resource;
import io.cairn.workers.WorkerTypes;
import io.cairn.workers.plugins.PluginJars;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plug-ins that break in the middle of an evaluation, in a node that has another one beside them:
 * each ends with a sentence, and the other goes on.
 */
class PlugInSlotsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SOUND =
      "progress.report(1, Map.of(\"acc\", 0.5)); return Outcome.Completed.at(1, Map.of());";
  private static final String DONE = "return Outcome.Completed.at(1, Map.of(\"acc\", 1.0));";

  private final ActorTestKit kit = ActorTestKit.create();
  private final TestProbe<ToDispatcher> dispatcher = kit.createTestProbe(ToDispatcher.class);
  private final TestProbe<ToStudy> study = kit.createTestProbe(ToStudy.class);

  @TempDir Path folder;

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private PluginJars jars() {
    return PluginJars.in(folder.resolve("work"));
  }

  /** A node with two slots for both plug-ins, each the evaluator of the study of its name. */
  private ActorRef<WorkerNode.Command> node(PluginJars broken) throws Exception {
    Path plugIns = folder.resolve("plugins");
    jars().evaluating("Sound", "sound", SOUND).pack(plugIns.resolve("sound.jar"));
    broken.pack(plugIns.resolve("bad.jar"));
    WorkerTypes types = WorkerTypes.with(plugIns);
    assertThat(types.types()).contains("sound", "broken");
    Map<String, Evaluator> evaluators =
        Map.of("sound", create(types, "sound"), "broken", create(types, "broken"));
    return kit.spawn(
        WorkerNode.create(
            NodeSettings.alone("n1", 2, Duration.ofMillis(200), Duration.ofMillis(200), folder),
            evaluators::get,
            new Workbench(),
            new WorkerNode.Peers(dispatcher.getRef(), study.getRef())));
  }

  private Evaluator create(WorkerTypes types, String type) throws Exception {
    return types
        .find(type)
        .orElseThrow()
        .create(
            new WorkerSettings(
                Map.of(),
                folder,
                List.of("x"),
                "acc",
                true,
                Optional.of(new Evaluation.Resource("epoch", 1, 9, true)),
                Duration.ofSeconds(1)));
  }

  private static void grant(ActorRef<WorkerNode.Command> node, String study, long token) {
    node.tell(
        new WorkerNode.Granted(
            Lease.newBuilder()
                .setStudy(study)
                .setEvaluation("e" + token)
                .setToken(token)
                .setAttempt(1)
                .setResource(
                    Resource.newBuilder().setName("epoch").setMin(1).setMax(9).setIntegral(true))
                .setTo(1)
                .setLeaseMillis(60_000)
                .build(),
            77));
  }

  /** Answers reports and ends of everybody until {@code study} has ended, and tells its end. */
  private ToStudy end(String of) {
    return study
        .fishForMessage(
            PATIENCE,
            message -> {
              boolean ends =
                  message instanceof ToStudy.Failed || message instanceof ToStudy.Completed;
              answer(message);
              return ends && message.study().equals(of)
                  ? FishingOutcomes.complete()
                  : FishingOutcomes.continueAndIgnore();
            })
        .get(0);
  }

  private static void answer(ToStudy message) {
    Acknowledgement.Builder answer =
        Acknowledgement.newBuilder().setStudy(message.study()).setAccepted(true);
    if (message instanceof ToStudy.Reported reported) {
      reported
          .replyTo()
          .tell(
              answer
                  .setToken(reported.report().getToken())
                  .setSequence(reported.report().getSequence())
                  .setGoOn(true)
                  .build());
    } else if (message instanceof ToStudy.Failed failed) {
      failed.replyTo().tell(answer.setToken(failed.fail().getToken()).setEnds(true).build());
    } else if (message instanceof ToStudy.Completed completed) {
      completed
          .replyTo()
          .tell(answer.setToken(completed.complete().getToken()).setEnds(true).build());
    }
  }

  private Fail failure(ActorRef<WorkerNode.Command> node) {
    grant(node, "broken", 1);
    ToStudy end = end("broken");
    assertThat(end).as("%s", end).isInstanceOf(ToStudy.Failed.class);
    return ((ToStudy.Failed) end).fail();
  }

  private void assertOthersGoOn(ActorRef<WorkerNode.Command> node) {
    grant(node, "sound", 2);
    assertThat(end("sound")).isInstanceOf(ToStudy.Completed.class);
  }

  /**
   * What an evaluation does wrong.
   *
   * @param body statements of {@code evaluate}
   * @param text what the failure says
   */
  private record Wrong(String name, String body, FailureKind kind, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Wrong error(String name, String body, String text) {
    return new Wrong(name, body, FailureKind.FAILURE_KIND_ERROR, text);
  }

  private static Wrong bad(String name, String body, String text) {
    return new Wrong(name, body, FailureKind.FAILURE_KIND_BAD_RESULT, text);
  }

  static Stream<Wrong> wrongs() {
    return Stream.of(
        error("missing class", "return demo.Left.out();", "class demo.Left is missing"),
        error("another SPI", "lib.Later.more(progress); " + DONE, "NoSuchMethodError"),
        error(
            "throws",
            "throw new IllegalStateException(\"out of luck\");",
            "plug-in bad: IllegalStateException: out of luck"),
        error(
            "own exception, not serialisable, without a message to be had",
            "class Mine extends RuntimeException { Object o = new Object();"
                + " public String getMessage() { throw new IllegalStateException(); } }"
                + " throw new Mine();",
            "Mine, whose message cannot be had"),
        error("stack overflow", "return evaluate(evaluation, progress);", "StackOverflowError"),
        error(
            "out of memory",
            "throw new OutOfMemoryError(\"Java heap space\");",
            "OutOfMemoryError"),
        error("exit", "System.exit(3); " + DONE, "called System.exit(3), which would end"),
        error("halt", "Runtime.getRuntime().halt(4); " + DONE, "called Runtime.halt(4)"),
        error(
            "exit by reference",
            "IntConsumerOf end = System::exit; end.accept(5); " + DONE,
            "called System.exit(5)"),
        error(
            "halt by reference",
            "IntConsumerOf end = Runtime.getRuntime()::halt; end.accept(6); " + DONE,
            "called Runtime.halt(6)"),
        error("setOut", "System.setOut(null); " + DONE, "called System.setOut"),
        error(
            "interrupted by itself",
            "throw new InterruptedException();",
            "although nothing had asked it to end: plug-in bad: interrupted"),
        error(
            "file trouble",
            "throw new java.io.IOException(\"disk full\");",
            "plug-in bad: IOException: disk full"),
        error(
            "cancelled by itself",
            "return new Outcome.Failed(Outcome.Kind.CANCELLED, \"enough\");",
            "although nothing had asked it to end: plug-in bad: enough"),
        error(
            "failure of nulls", "return new Outcome.Failed(null, null);", "gave no reason (null)"),
        bad("null", "return null;", "plug-in bad: the evaluator returned nothing (null)"),
        bad(
            "no cost",
            "return new Outcome.Completed(1, Map.of(\"acc\", 1.0), null);",
            "no cost (null)"),
        bad(
            "text for a number",
            "Map raw = new HashMap(); raw.put(\"acc\", \"high\");"
                + " return Outcome.Completed.at(1, raw);",
            "metric acc is of class java.lang.String, not a number"),
        bad(
            "array for a number, in a report",
            "Map raw = new HashMap(); raw.put(\"acc\", new double[9]); progress.report(1, raw); "
                + DONE,
            "metric acc is of class [D, not a number"),
        bad(
            "null for a number, in a report",
            "Map raw = new HashMap(); raw.put(\"acc\", null); progress.report(1, raw); " + DONE,
            "metric acc is nothing (null)"),
        bad("null for a report", "progress.report(1, null); " + DONE, "no map of metrics (null)"),
        bad(
            "number for a name",
            "Map raw = new HashMap(); raw.put(5, 1.0); return Outcome.Completed.at(1, raw);",
            "the name of a metric is of class java.lang.Integer"),
        bad(
            "endless report",
            "Map endless = new AbstractMap() { public Set entrySet() { return new AbstractSet() {"
                + " public int size() { return 1; }"
                + " public Iterator iterator() { return new Iterator() { int n;"
                + " public boolean hasNext() { return true; }"
                + " public Object next() { return Map.entry(\"m\" + n++, 1.0); } }; } }; } };"
                + " progress.report(1, endless); "
                + DONE,
            "more than 256 metrics"),
        error(
            "huge text",
            "throw new IllegalStateException(\"x\".repeat(5_000_000));",
            "IllegalStateException: xxxx"));
  }

  @ParameterizedTest
  @MethodSource("wrongs")
  void evaluationThatBreaks_failsWithASentenceAndTheOthersGoOn(Wrong wrong) throws Exception {
    ActorRef<WorkerNode.Command> node =
        node(
            jars()
                .source(
                    "demo.IntConsumerOf",
                    "package demo; interface IntConsumerOf { void accept(int i); }")
                .leftOut(
                    "demo.Left",
                    "package demo; class Left { static io.cairn.workers.spi.Outcome out() { return"
                        + " null; } }")
                .leftOut(
                    "io.cairn.workers.spi.Spi",
                    "package io.cairn.workers.spi; public final class Spi { public static void"
                        + " later() {} }")
                .source(
                    "lib.Later",
                    "package lib; public class Later { public static void more(Object o) {"
                        + " io.cairn.workers.spi.Spi.later(); } }")
                .evaluating("Broken", "broken", wrong.body()));
    Fail fail = failure(node);
    assertThat(fail.getMessage()).contains(wrong.text()).contains("bad");
    assertThat(fail.getKind()).isEqualTo(wrong.kind());
    assertThat(fail.getSerializedSize()).isLessThan(10_000);
    assertThat(fail.getLogTail()).contains("cairn: run by plug-in bad");
    assertOthersGoOn(node);
  }

  @Test
  void whatIsPrinted_isInTheLogAndNotOnStandardOutput() throws Exception {
    ActorRef<WorkerNode.Command> node =
        node(
            jars()
                .evaluating(
                    "Broken",
                    "broken",
                    """
                    System.out.println("epoch one");
                    System.err.printf("loss %d\\n", 7);
                    Thread own = new Thread(() -> List.of("from", "a thread").forEach(System.out::println));
                    own.start();
                    own.join();
                    System.out.print("without an end");
                    return new Outcome.Failed(Outcome.Kind.ERROR, "done");
                    """));
    assertThat(failure(node).getLogTail())
        .contains("epoch one\n", "loss 7\n", "from\na thread\n", "without an end\n");
  }

  @Test
  void reportsFromTwoThreadsAtOnce_areBothAnswered() throws Exception {
    ActorRef<WorkerNode.Command> node =
        node(
            jars()
                .evaluating(
                    "Broken",
                    "broken",
                    """
                    ExecutorService pool = Executors.newFixedThreadPool(4);
                    List<Future<Boolean>> answers = new ArrayList<>();
                    for (int i = 0; i < 20; i++) {
                      double level = 0.01 * (i + 1);
                      answers.add(pool.submit(() -> progress.report(level, Map.of("acc", level))));
                    }
                    for (Future<Boolean> answer : answers) {
                      if (!answer.get()) { throw new IllegalStateException("told to stop"); }
                    }
                    pool.shutdown();
                    return Outcome.Completed.at(1, Map.of("acc", 1.0));
                    """));
    grant(node, "broken", 1);
    ToStudy end = end("broken");
    assertThat(end).as("%s", end).isInstanceOf(ToStudy.Completed.class);
  }

  @Test
  void reportAfterTheEnd_isDropped() throws Exception {
    ActorRef<WorkerNode.Command> node =
        node(
            jars()
                .evaluating(
                    "Broken",
                    "broken",
                    """
                    CountDownLatch returned = new CountDownLatch(1);
                    Thread evaluating = Thread.currentThread();
                    Thread late = new Thread(() -> {
                      try {
                        evaluating.join();
                        System.setProperty("cairn.test.late",
                            "" + progress.report(0.5, Map.of("acc", 0.1)) + progress.cancelled());
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    });
                    late.start();
                    return Outcome.Completed.at(1, Map.of("acc", 1.0));
                    """));
    System.clearProperty("cairn.test.late");
    grant(node, "broken", 1);
    Complete complete = ((ToStudy.Completed) end("broken")).complete();
    assertThat(complete.getMetricsList()).hasSize(1);
    org.awaitility.Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> "falsetrue".equals(System.getProperty("cairn.test.late")));
    assertOthersGoOn(node);
  }

  @Test
  void evaluationThatDoesNotEndWhenCancelled_isWrittenOffAndTheOthersGoOn() throws Exception {
    ActorRef<WorkerNode.Command> node =
        node(
            jars()
                .evaluating(
                    "Broken",
                    "broken",
                    """
                    progress.report(0.5, Map.of("acc", 0.1));
                    while (true) {
                      try {
                        Thread.sleep(600_000);
                      } catch (InterruptedException e) {
                        progress.log("no, thanks");
                      }
                    }
                    """));
    grant(node, "broken", 1);
    study.fishForMessage(
        PATIENCE,
        message -> {
          answer(message);
          return message instanceof ToStudy.Reported
              ? FishingOutcomes.complete()
              : FishingOutcomes.continueAndIgnore();
        });
    node.tell(new WorkerNode.GiveBack("broken", List.of(1L), "another goes first"));
    Fail fail = ((ToStudy.Failed) end("broken")).fail();
    assertThat(fail.getKind()).isEqualTo(FailureKind.FAILURE_KIND_CANCELLED);
    assertThat(fail.getLogTail()).contains("run by plug-in bad", "no, thanks");
    assertOthersGoOn(node);
  }
}
