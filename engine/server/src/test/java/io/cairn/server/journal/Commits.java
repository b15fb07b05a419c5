package io.cairn.server.journal;

import io.cairn.proto.Commit;
import io.cairn.proto.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Commits to keep. */
public final class Commits {

  private Commits() {}

  /** A commit that says its number, with up to {@code maxEvents} events. */
  public static Commit random(long number, int maxEvents, Random random) {
    Commit.Builder commit = Commit.newBuilder().setSchemaVersion(1);
    int events = 1 + random.nextInt(maxEvents);
    for (int i = 0; i < events; i++) {
      commit.addEvents(
          Event.newBuilder()
              .setAtEpochMicros(number)
              .setNote("note " + number + ": " + "x".repeat(random.nextInt(300))));
    }
    return commit.build();
  }

  /** A commit of as many events of about 200 bytes. */
  public static Commit of(long number, int events) {
    Commit.Builder commit = Commit.newBuilder().setSchemaVersion(1);
    for (int i = 0; i < events; i++) {
      commit.addEvents(
          Event.newBuilder()
              .setAtEpochMicros(number)
              .setNote("note " + number + "." + i + " " + "abcdefghij".repeat(18)));
    }
    return commit.build();
  }

  public static List<Commit> list(long first, int count, int maxEvents, Random random) {
    List<Commit> commits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      commits.add(random(first + i, maxEvents, random));
    }
    return commits;
  }
}
