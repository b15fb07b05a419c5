package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cairn.server.history.RungResult;
import io.cairn.server.history.TrialHistory;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.studies.Studies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of real processes at random moments: a client that sends its unanswered line
 * again sees exactly what it would have seen without the kill, and the journal holds exactly what
 * it was told.
 */
class AskTellKillTest {

  /** More with {@code mvn verify -Dtest=AskTellKillTest -Dcairn.kill.seeds=30}. */
  private static final int SEEDS = Integer.getInteger("cairn.kill.seeds", 6);

  private static final int LINES = 60;

  @TempDir Path folder;

  private static final String SWEEP =
      """
      name = kill
      objective { metric = acc, direction = maximize }
      space {
        x { type = real, min = 0.001, max = 1, scale = log }
        k { type = integer, min = 1, max = 9 }
      }
      fidelity { name = epoch, min = 1, max = 9, reduction = 3, checkpoints = true }
      method { name = METHOD, seed = 5 }
      budget { trials = 40 }
      """;

  /** A client whose lines follow from its seed and the answers so far. */
  private static final class Client {
    private final SplittableRandom random;
    private final List<JsonNode> out = new ArrayList<>();
    private int number;

    Client(long seed) {
      random = new SplittableRandom(seed);
    }

    String next() {
      number++;
      String key = ",\"key\":\"" + number + "\"}";
      int dice = random.nextInt(100);
      if (out.isEmpty() || out.size() < 4 && dice < 50) {
        return "{\"op\":\"ask\"" + key;
      }
      JsonNode evaluation = out.remove(random.nextInt(out.size()));
      String id = evaluation.get("id").asText();
      if (dice > 94) {
        return "{\"op\":\"fail\",\"id\":\"" + id + "\",\"error\":\"broke\"" + key;
      }
      double x = evaluation.get("configuration").get("x").asDouble();
      double acc = 1 - Math.abs(Math.log10(x) + 1.5) / 4 - 1.0 / (2 + evaluation.get("to").asInt());
      return "{\"op\":\"tell\",\"id\":\""
          + id
          + "\",\"metrics\":{\"acc\":"
          + acc
          + "},\"cost\":1"
          + key;
    }

    void hear(String answer) throws IOException {
      JsonNode node = JsonMapper.builder().build().readTree(answer);
      if (node.has("evaluation")) {
        out.add(node.get("evaluation"));
      }
    }
  }

  private Path sweep(String method) throws IOException {
    Path file = folder.resolve(method + ".conf");
    Files.writeString(file, SWEEP.replace("METHOD", method));
    return file;
  }

  private List<String> uninterrupted(Path sweep, long seed) throws IOException {
    Client client = new Client(seed);
    List<String> transcript = new ArrayList<>();
    try (CairnProcess cairn =
        CairnProcess.start(
            folder.resolve("errors"),
            "ask-tell",
            sweep.toString(),
            "--home",
            folder.resolve("home-whole").toString(),
            "--id",
            "whole-" + seed)) {
      for (int i = 0; i < LINES; i++) {
        String line = client.next();
        transcript.add(line);
        assertThat(cairn.send(line)).isTrue();
        String answer = cairn.line().orElseThrow(() -> new AssertionError(errors()));
        transcript.add(answer);
        client.hear(answer);
      }
    }
    return transcript;
  }

  private String errors() {
    try {
      return Files.readString(folder.resolve("errors"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void killedAtRandomMoments_goesOnAsIfUninterrupted() throws Exception {
    List<String> methods = List.of("asha", "hyperband", "bohb");
    for (String method : methods) {
      Path sweep = sweep(method);
      List<String> expected = uninterrupted(sweep, methods.indexOf(method));
      for (int seed = 0; seed < SEEDS / methods.size(); seed++) {
        String where = method + ", seed " + seed;
        String id = method + "-" + seed;
        List<String> seen =
            interrupted(sweep, id, methods.indexOf(method), new SplittableRandom(seed), where);
        assertThat(seen).as(where).isEqualTo(expected);
        assertJournalHoldsWhatWasTold(id, seen, where);
      }
    }
  }

  /** Runs the client over processes that are killed, and returns what it said and heard. */
  private List<String> interrupted(
      Path sweep, String id, long clientSeed, SplittableRandom random, String where)
      throws IOException {
    Client client = new Client(clientSeed);
    List<String> transcript = new ArrayList<>();
    int killAt = random.nextInt(LINES);
    CairnProcess cairn = start(sweep, id);
    try {
      for (int i = 0; i < LINES; i++) {
        String line = client.next();
        Optional<String> answer = Optional.empty();
        if (i == killAt) {
          // While the line is read, decided, written, answered: somewhere in these few
          // milliseconds.
          cairn.send(line);
          long until = System.nanoTime() + random.nextLong(6_000_000);
          while (System.nanoTime() < until) {
            Thread.onSpinWait();
          }
          cairn.kill();
          answer = cairn.line();
          cairn.close();
          cairn = start(sweep, id);
        }
        if (answer.isEmpty()) {
          assertThat(cairn.send(line)).as(where).isTrue();
          answer = Optional.of(cairn.line().orElseThrow(() -> new AssertionError(errors())));
        }
        transcript.add(line);
        transcript.add(answer.get());
        client.hear(answer.get());
      }
    } finally {
      cairn.close();
    }
    return transcript;
  }

  private CairnProcess start(Path sweep, String id) throws IOException {
    return CairnProcess.start(
        folder.resolve("errors"),
        "ask-tell",
        sweep.toString(),
        "--home",
        folder.resolve("home").toString(),
        "--id",
        id);
  }

  private void assertJournalHoldsWhatWasTold(String id, List<String> seen, String where)
      throws IOException {
    Studies.Stored stored =
        Studies.load(new StudyFolder(folder.resolve("home").resolve("studies").resolve(id)));
    long accepted = 0;
    for (int i = 0; i < seen.size(); i += 2) {
      if (seen.get(i).contains("\"tell\"") && seen.get(i + 1).equals("{\"accepted\":true}")) {
        accepted++;
      }
    }
    Set<String> results = new HashSet<>();
    for (TrialHistory trial : stored.history().trials()) {
      for (RungResult result : trial.results()) {
        assertThat(results.add(trial.number() + "/" + result.rung())).as(where).isTrue();
      }
    }
    assertThat(results).as(where + ": results").hasSize((int) accepted);
  }
}
