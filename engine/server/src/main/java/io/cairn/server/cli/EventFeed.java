package io.cairn.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cairn.server.events.EventStream;
import io.cairn.server.events.ServerEvent;
import io.cairn.server.studies.CairnException;
import io.cairn.server.terminal.Lifeline;
import java.time.Duration;

/** Takes the events of a cluster apart and notes whether they come. */
abstract class EventFeed implements EventStream.Listener {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String type;
  private final Lifeline lifeline;

  /**
   * A feed.
   *
   * @param type of the events that count
   */
  EventFeed(String type, Lifeline lifeline) {
    this.type = type;
    this.lifeline = lifeline;
  }

  /** Takes an event. */
  abstract void take(String id, JsonNode data);

  @Override
  public void opened() {}

  @Override
  public final void heard() {
    lifeline.heard();
  }

  @Override
  public final void event(ServerEvent event) {
    if (!event.type().equals(type)) {
      return;
    }
    JsonNode data;
    try {
      data = JSON.readTree(event.data());
    } catch (JsonProcessingException e) {
      throw CairnException.refused(
          "the server sends events that are no JSON: is it a Cairn server?");
    }
    take(event.id(), data);
  }

  @Override
  public final void lost(String why, Duration pause) {
    lifeline.lost(why);
  }

  @Override
  public void refused(RuntimeException why) {
    lifeline.lost(String.valueOf(why.getMessage()));
  }
}
