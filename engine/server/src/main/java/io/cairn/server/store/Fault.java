package io.cairn.server.store;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;

/** What a failure of the database means for what was tried. */
enum Fault {
  /**
   * The database was away, or the connection to it: whether it happened is not known. Try again.
   */
  OUTAGE,
  /** Two transactions were in each other's way: nothing happened. Try again. */
  CONFLICT,
  /** A row with this key is there, perhaps since an instant: nothing happened. Look again. */
  DUPLICATE,
  /** It will not work another time either. */
  REFUSAL;

  /*
   * Classes of SQLSTATE (ISO 9075-2; appendix A of PostgreSQL's manual) that pass: connection, resources (disk,
   * memory, connections), intervention of an operator (restart, cancelled), system (I/O).
   */
  private static final Set<String> OUTAGE_CLASSES = Set.of("08", "53", "57", "58");

  private static final Set<String> OUTAGES =
      Set.of(
          "25006", // read only: a standby that is not promoted yet
          "25P03", // we were silent in a transaction for too long: this process was suspended
          "55P03", // a lock was not had in time
          "HYT00", // H2: the same
          "90007", // H2: closed
          "90028", // H2: the file cannot be written
          "90031", // H2: the file cannot be read
          "90067", // H2: the connection is broken
          "90098", // H2: the database was closed after an error
          "90121"); // H2: the database was closed

  private static final Set<String> DUPLICATES = Set.of("23505", "23001");

  /** H2: another transaction has changed the row. SQL has all of class 40 for it. */
  private static final Set<String> CONFLICTS = Set.of("90131");

  private static final int DEEPEST = 10;

  /** What a failure means. */
  static Fault of(SQLException failure) {
    String state = state(failure);
    if (state.isEmpty()) {
      // The pool says nothing more when it has no connection to give.
      return failure instanceof SQLTransientException ? OUTAGE : REFUSAL;
    }
    if (DUPLICATES.contains(state)) {
      return DUPLICATE;
    }
    if (state.startsWith("40") || CONFLICTS.contains(state)) {
      return CONFLICT;
    }
    return OUTAGE_CLASSES.contains(state.substring(0, 2)) || OUTAGES.contains(state)
        ? OUTAGE
        : REFUSAL;
  }

  /** The first state that the failure, what came with it or what caused it names. */
  private static String state(SQLException failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      if (at instanceof SQLException sql) {
        for (SQLException next = sql; next != null; next = next.getNextException()) {
          String state = next.getSQLState();
          if (state != null && state.length() == 5) {
            return state;
          }
        }
      }
      at = at.getCause();
    }
    return "";
  }

  /** What the database says, in one line. */
  static String reason(Throwable failure) {
    Throwable deepest = failure;
    for (int depth = 0; deepest.getCause() != null && depth < DEEPEST; depth++) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null || message.isBlank()
        ? deepest.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message).strip();
  }
}
