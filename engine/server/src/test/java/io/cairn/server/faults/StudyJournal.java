package io.cairn.server.faults;

import com.google.protobuf.TextFormat;
import io.cairn.proto.EvaluationLeased;
import io.cairn.proto.Event;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.journal.JournalReader;
import io.cairn.server.store.Password;
import io.cairn.server.store.PostgresServer;
import io.cairn.server.store.Store;
import io.cairn.server.store.StoreSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A study's journal as the database has it.
 *
 * @param entries its records, in order
 * @param writers who wrote each of them
 */
public record StudyJournal(List<JournalReader.Entry> entries, List<String> writers) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  public StudyJournal {
    entries = List.copyOf(entries);
    writers = List.copyOf(writers);
  }

  /** Reads it, all seals checked. */
  public static StudyJournal read(String database, String study) {
    List<JournalReader.Entry> entries;
    StoreSettings settings =
        new StoreSettings(database, PostgresServer.USER, Password.none(), 2, PATIENCE, PATIENCE);
    try (Store store = Store.open(settings);
        Stream<JournalReader.Entry> all = store.commits(study)) {
      entries = all.toList();
    }
    return new StudyJournal(entries, writers(database, study, entries.size()));
  }

  /** Of the first records alone: a study that goes on may have written more since. */
  private static List<String> writers(String database, String study, int records) {
    List<String> writers = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(database, PostgresServer.USER, "");
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT writer FROM cairn_journal WHERE persistence_id = ?"
                    + " ORDER BY sequence_number LIMIT ?")) {
      select.setString(1, StudyCoordinator.persistenceId(study).id());
      select.setInt(2, records);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          writers.add(rows.getString(1));
        }
      }
      return writers;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Phase of a study in the list, without patience.
   *
   * @return empty text if the database does not say so now, or has no such study
   */
  public static String phase(String database, String study) {
    try (Connection connection =
            DriverManager.getConnection(
                database + "?connectTimeout=2&socketTimeout=5", PostgresServer.USER, "");
        PreparedStatement select =
            connection.prepareStatement("SELECT phase FROM cairn_study WHERE id = ?")) {
      select.setString(1, study);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getString(1) : "";
      }
    } catch (SQLException away) {
      return "";
    }
  }

  /** All events, in order. */
  public List<Event> events() {
    return entries.stream().flatMap(entry -> entry.commit().getEventsList().stream()).toList();
  }

  /** Leases that have not ended, by their tokens. */
  public Map<Long, EvaluationLeased> openLeases() {
    Map<Long, EvaluationLeased> granted = new HashMap<>();
    Map<Long, EvaluationLeased> open = new TreeMap<>();
    for (Event event : events()) {
      if (event.hasEvaluationLeased()) {
        granted.put(event.getEvaluationLeased().getToken(), event.getEvaluationLeased());
        open.put(event.getEvaluationLeased().getToken(), event.getEvaluationLeased());
      } else if (event.hasEvaluationCompleted()) {
        open.remove(event.getEvaluationCompleted().getToken());
      } else if (event.hasEvaluationFailed()) {
        open.remove(event.getEvaluationFailed().getToken());
      } else if (event.hasLeaseRestored()) {
        long token = event.getLeaseRestored().getToken();
        open.put(token, granted.get(token));
      }
    }
    return open;
  }

  /** How often another writer took over. */
  public int failovers() {
    int changes = 0;
    for (int i = 1; i < writers.size(); i++) {
      changes += writers.get(i).equals(writers.get(i - 1)) ? 0 : 1;
    }
    return changes;
  }

  /** Record by record, for people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < entries.size(); i++) {
      JournalReader.Entry entry = entries.get(i);
      text.append(entry.sequence())
          .append(' ')
          .append(entry.writtenAt())
          .append(" by ")
          .append(i < writers.size() ? writers.get(i).substring(0, 8) : "?")
          .append('\n');
      for (Event event : entry.commit().getEventsList()) {
        text.append("    ")
            .append(TextFormat.printer().emittingSingleLine(true).printToString(event))
            .append('\n');
      }
    }
    return text.toString();
  }
}
