package io.cairn.server.remote;

import io.cairn.proto.Acknowledgement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages of a remote worker on their way to studies, with who waits for the answers. A worker
 * sends each again until it is answered, so that what is not answered here is let go after a while.
 *
 * @param <W> who waits
 */
final class Unanswered<W> {

  /** Messages at most; the oldest goes first. */
  private static final int MOST = 4_096;

  /** Who waits for the same answer at most: tries of one message whose connections broke. */
  private static final int MOST_WAITING = 8;

  private record Message(String study, long token, long sequence, boolean ends) {}

  private record Waiting<W>(Instant since, List<W> who) {}

  private final Map<Message, Waiting<W>> waiting = new LinkedHashMap<>();

  /**
   * A message goes to its study.
   *
   * @param sequence of a report; 0 of an end
   */
  void sent(String study, long token, long sequence, W who, Instant now) {
    Message message = new Message(study, token, sequence, sequence == 0);
    Waiting<W> known = waiting.remove(message);
    List<W> all = known == null ? new ArrayList<>() : new ArrayList<>(known.who());
    all.add(who);
    waiting.put(
        message,
        new Waiting<>(
            now, List.copyOf(all.subList(Math.max(0, all.size() - MOST_WAITING), all.size()))));
    if (waiting.size() > MOST) {
      Iterator<Message> oldest = waiting.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Who waited for this answer. */
  List<W> answered(Acknowledgement answer) {
    Waiting<W> known =
        waiting.remove(
            new Message(
                answer.getStudy(), answer.getToken(), answer.getSequence(), answer.getEnds()));
    return known == null ? List.of() : known.who();
  }

  /** Lets go of what was sent before. */
  void forget(Instant before) {
    waiting.values().removeIf(message -> message.since().isBefore(before));
  }

  /** Lets go of all; answers with who waited. */
  List<W> clear() {
    List<W> all = waiting.values().stream().flatMap(message -> message.who().stream()).toList();
    waiting.clear();
    return all;
  }
}
