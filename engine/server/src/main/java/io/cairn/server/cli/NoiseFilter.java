package io.cairn.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Leaves out what Pekko says of connections that break off: a node that goes breaks its own, and
 * what comes of it is told by others. A handshake that fails stays: only here does one read that a
 * node is refused because of its certificate.
 */
final class NoiseFilter extends Filter<ILoggingEvent> {

  private static final String CONNECTIONS = "org.apache.pekko.stream.Materializer";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    boolean noise =
        event.getLoggerName().equals(CONNECTIONS)
            && !event.getLevel().isGreaterOrEqual(Level.ERROR)
            && !event.getFormattedMessage().contains("SSL");
    return noise ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
