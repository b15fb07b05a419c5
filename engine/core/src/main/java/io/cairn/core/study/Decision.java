package io.cairn.core.study;

import java.util.List;

/**
 * What came of a command.
 *
 * @param events what happened, already applied to the state; must be durable before {@code reply}
 *     is sent
 * @param reply the answer
 */
public record Decision(List<StudyEvent> events, StudyReply reply) {
  public Decision {
    events = List.copyOf(events);
  }
}
