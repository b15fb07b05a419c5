package io.cairn.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventParserTest {

  private static List<ServerEvent> events(EventParser parser, String text) {
    List<ServerEvent> events = new ArrayList<>();
    text.lines().forEach(line -> parser.line(line).ifPresent(events::add));
    return events;
  }

  @Test
  void fields_makeEvents() {
    EventParser parser = new EventParser("");
    assertThat(events(parser, "event:change\nid:1.2.3\nretry:2000\ndata:{}\n\ndata: a\ndata:b\n\n"))
        .containsExactly(
            new ServerEvent("1.2.3", "change", "{}"), new ServerEvent("1.2.3", "message", "a\nb"));
    assertThat(parser.retry()).contains(Duration.ofSeconds(2));
  }

  @Test
  void signsOfLifeCommentsAndStrangeFields_areNoEvents() {
    EventParser parser = new EventParser("7");
    assertThat(events(parser, "data:\n\n:comment\n\nid\nfoo:bar\nretry:soon\n\ndata:x\n\n"))
        .containsExactly(new ServerEvent("", "message", "x"));
    assertThat(parser.retry()).isEmpty();
  }

  @Test
  void unfinished_neverWas() {
    EventParser parser = new EventParser("7");
    assertThat(events(parser, "event:change\nid:8\ndata:{}\n")).isEmpty();
  }
}
