package io.cairn.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.server.events.EventStream;
import io.cairn.server.studies.CairnException;
import io.cairn.server.terminal.ClusterFeed;
import io.cairn.server.terminal.ClusterPage;
import io.cairn.server.terminal.FullScreen;
import io.cairn.server.terminal.Lifeline;
import io.cairn.server.terminal.Look;
import io.cairn.server.terminal.Page;
import io.cairn.server.terminal.PlainText;
import io.cairn.server.terminal.StudyFeed;
import io.cairn.server.terminal.WatchPage;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.terminal.TerminalBuilder;

/** A whole cluster: its studies and its workers. */
final class RemoteTop {

  private static final Duration EVERY = Duration.ofSeconds(2);

  private RemoteTop() {}

  /**
   * Shows it until a person has seen enough; where nobody looks, once.
   *
   * @return the exit code
   */
  static int of(RemoteCluster cluster, boolean json) {
    // Asked first, so that a refusal is a sentence and no screen.
    JsonNode studies = cluster.get("api/v1/studies?limit=100");
    Optional<org.jline.terminal.Terminal> screen =
        Terminal.read() && !json
            ? Terminal.fullScreen(TerminalBuilder.SystemOutput.SysOut)
            : Optional.empty();
    if (screen.isPresent()) {
      return onScreen(cluster, screen.get());
    }
    ObjectNode workers = RemoteWorkers.of(cluster);
    if (json) {
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      all.set("studies", studies.path("studies"));
      all.setAll(workers);
      System.out.println(all);
    } else {
      lines(studies, workers);
    }
    return ExitCode.OK;
  }

  // ---- full screen -----------------------------------------------------------------------------

  private static int onScreen(RemoteCluster cluster, org.jline.terminal.Terminal screen) {
    try (screen) {
      Look look = Terminal.look(screen);
      ClusterPage page =
          new ClusterPage(supply(cluster), study -> watch(cluster, study, look), look);
      return FullScreen.show(screen, page) == FullScreen.Ending.INTERRUPTED
          ? StudyWatch.INTERRUPTED
          : ExitCode.OK;
    } catch (IOException e) {
      throw CairnException.refused("the terminal cannot be used: " + e.getMessage());
    }
  }

  private static Page watch(RemoteCluster cluster, String study, Look look) {
    return new WatchPage(
        RemoteStudy.follow(cluster, study, new StudyFeed(study)).supply(), look, false);
  }

  private static ClusterPage.Supply supply(RemoteCluster cluster) {
    ClusterFeed feed = new ClusterFeed();
    Lifeline lifeline = new Lifeline(InstantSource.system());
    EventStream stream =
        EventStream.start(
            lastId -> cluster.events("api/v1/events", ""),
            new Events(feed, lifeline),
            EventStream.Times.USUAL);
    Repeated questions = Repeated.every(EVERY, () -> feed.workers(RemoteWorkers.of(cluster)));
    return new ClusterPage.Supply(
        feed,
        lifeline,
        () -> {
          questions.close();
          stream.close();
        });
  }

  private static final class Events extends EventFeed {
    private final ClusterFeed feed;

    Events(ClusterFeed feed, Lifeline lifeline) {
      super("studies", lifeline);
      this.feed = feed;
    }

    @Override
    public void opened() {
      feed.begins();
    }

    @Override
    void take(String id, JsonNode data) {
      feed.studies(data);
    }
  }

  // ---- lines -----------------------------------------------------------------------------------

  private static void lines(JsonNode studies, JsonNode workers) {
    TextTable table =
        new TextTable(
            List.of(
                "study",
                "state",
                "best",
                "metric",
                "progress",
                "running",
                "waiting",
                "failures",
                "elapsed"));
    for (JsonNode study : studies.path("studies")) {
      String metric = study.path("metric").asText();
      JsonNode best = study.path("best").path("metrics").path(metric);
      table.row(
          List.of(
              word(study, "study"),
              word(study, "state"),
              best.isNumber() ? Numbers.brief(best.asDouble()) : PlainText.of(best.asText()),
              PlainText.of(metric),
              study.path("progress").isNumber()
                  ? String.format(Locale.ROOT, "%.0f%%", 100 * study.path("progress").asDouble())
                  : "",
              word(study, "running"),
              word(study, "waiting"),
              word(study, "failures"),
              Long.toString(study.path("elapsedSeconds").asLong())));
    }
    if (table.isEmpty()) {
      System.out.println("No studies; hand one in with `cairn submit SWEEP`.");
    } else {
      table.lines().forEach(System.out::println);
    }
    System.out.println();
    long busy = 0;
    for (JsonNode worker : workers.path("workers")) {
      busy += worker.path("slots").asLong() - worker.path("free").asLong();
    }
    System.out.println(
        "slots: "
            + busy
            + " of "
            + workers.path("slots").asLong()
            + " busy, "
            + workers.path("demandedSlots").asLong()
            + " wanted, on "
            + workers.path("total").asLong()
            + (workers.path("total").asLong() == 1 ? " worker" : " workers"));
  }

  private static String word(JsonNode of, String member) {
    return PlainText.of(of.path(member).asText(""));
  }

  // ---- best trials -----------------------------------------------------------------------------

  /**
   * Prints the best trials of a study.
   *
   * @return the exit code
   */
  static int best(RemoteCluster cluster, String study, int count, boolean json) {
    String address = "api/v1/studies/" + RemoteCluster.encoded(study);
    JsonNode about = cluster.get(address + "/parts/overview").path("study");
    JsonNode page = cluster.get(address + "/trials?sort=value&limit=" + Math.min(500, count));
    List<JsonNode> trials = new java.util.ArrayList<>();
    for (JsonNode trial : page.path("trials")) {
      if (trial.path("result").isObject()) {
        trials.add(trial);
      }
    }
    if (json) {
      System.out.println(json(study, trials));
    } else if (trials.isEmpty()) {
      System.out.println("No trial has a result.");
    } else {
      RemoteBest.table(about, trials).lines().forEach(System.out::println);
    }
    return trials.isEmpty() ? ExitCode.NO_RESULT : ExitCode.OK;
  }

  private static ObjectNode json(String study, List<JsonNode> trials) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("study", study);
    ArrayNode best = all.putArray("best");
    for (JsonNode trial : trials) {
      ObjectNode one = best.addObject();
      one.set("trial", trial.path("trial"));
      one.set("configuration", trial.path("configuration"));
      one.set("metrics", trial.path("result").path("metrics"));
      one.set("resource", trial.path("result").path("resource"));
    }
    return all;
  }
}
