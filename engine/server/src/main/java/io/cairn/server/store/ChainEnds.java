package io.cairn.server.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last records of entities as this node last saw them, so that a write need not look. Records
 * never change, so what is remembered stays true; that it is still the last one, and still there,
 * is for the statement that writes the next one to say.
 */
final class ChainEnds {

  /** Beyond that the entities that were quiet for longest are looked up again. */
  private static final int MOST = 100_000;

  private final RecordTable table;

  private final Map<String, ChainEnd> ends =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ChainEnd> eldest) {
          return size() > MOST;
        }
      };

  ChainEnds(RecordTable table) {
    this.table = table;
  }

  /** What a write is to follow; empty if it is not there. */
  Optional<ChainEnd> before(Connection connection, Write write) throws SQLException {
    ChainEnd known = get(write.persistenceId());
    return known.sequence() == write.first() - 1
        ? Optional.of(known)
        : table.at(connection, write.persistenceId(), write.first() - 1);
  }

  private synchronized ChainEnd get(String persistenceId) {
    return ends.getOrDefault(persistenceId, ChainEnd.NONE);
  }

  synchronized void put(String persistenceId, ChainEnd end) {
    ends.put(persistenceId, end);
  }

  synchronized void forget(String persistenceId) {
    ends.remove(persistenceId);
  }
}
