package io.cairn.server.store;

import com.google.protobuf.InvalidProtocolBufferException;
import io.cairn.proto.StudyCreated;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The studies of the store, for lists and for waking those that have not ended after a restart. The
 * journal counts: phase and status here are for display, and may be a moment behind.
 */
public final class StudyIndex {

  /** Phase of a study that nobody has taken up yet. */
  public static final String SUBMITTED = "submitted";

  /** Phase of a study that is over. */
  public static final String ENDED = "ended";

  /** What became of a submission. */
  public sealed interface Submission {}

  /** The study is in the index now. */
  public record Created(String id) implements Submission {}

  /** The same client submitted it before, as this study. */
  public record AlreadySubmitted(String id) implements Submission {}

  /** Another client has a study with this id. */
  public record IdTaken(String id) implements Submission {}

  /**
   * A study.
   *
   * @param id its id
   * @param name the user's name for it
   * @param submittedAt when it was submitted
   * @param phase where it stands; {@value #ENDED} is the last
   * @param statusJson how it stands, as whoever updates it writes it
   */
  public record Row(String id, String name, Instant submittedAt, String phase, String statusJson) {}

  /**
   * How a study stands.
   *
   * @param id its id
   * @param version grows from one to the next, such as the journal's sequence number; an older one
   *     never replaces a newer one
   * @param phase {@value #ENDED} when it is over
   * @param statusJson for display
   */
  public record StatusUpdate(String id, long version, String phase, String statusJson) {}

  private final StoreDatabase database;

  StudyIndex(StoreDatabase database) {
    this.database = database;
  }

  /**
   * Puts a study into the index, once, however often it is asked to.
   *
   * @param created its first event
   * @param clientToken by which the client knows this submission; not empty
   * @param at when it was submitted
   * @throws StoreException if the database does not answer
   */
  public Submission submit(StudyCreated created, String clientToken, Instant at) {
    if (created.getStudy().isEmpty() || clientToken.isEmpty()) {
      throw new IllegalArgumentException("a submission needs a study id and a client token");
    }
    StudyTable.Entry entry =
        new StudyTable.Entry(
            created.getStudy(),
            clientToken,
            created.getName(),
            ChronoUnit.MICROS.between(Instant.EPOCH, at),
            created.toByteArray());
    return database.transact(
        "study " + created.getStudy() + " cannot be submitted",
        connection -> submit(connection, entry));
  }

  private static Submission submit(Connection connection, StudyTable.Entry entry)
      throws SQLException {
    Optional<String> before = StudyTable.byToken(connection, entry.clientToken());
    if (before.isPresent()) {
      return new AlreadySubmitted(before.get());
    }
    if (StudyTable.insert(connection, entry)) {
      return new Created(entry.id());
    }
    // Of two at once the slower one comes here: with the same token it is the same submission.
    return StudyTable.byToken(connection, entry.clientToken())
        .<Submission>map(AlreadySubmitted::new)
        .orElseGet(() -> new IdTaken(entry.id()));
  }

  /**
   * The first event of a study.
   *
   * @return empty if there is no such study
   */
  public Optional<StudyCreated> created(String id) {
    return database
        .read(what(), connection -> StudyTable.created(connection, id))
        .map(bytes -> parse(id, bytes));
  }

  private static StudyCreated parse(String id, byte[] bytes) {
    try {
      return StudyCreated.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new StoreException(
          "the first event of study " + id + " in the list of studies is damaged", e);
    }
  }

  /**
   * A page of the list, newest first.
   *
   * @param limit rows at most
   * @param before id of the last row of the page before; empty for the first page. If that study
   *     was removed meanwhile the page is empty
   */
  public List<Row> list(int limit, Optional<String> before) {
    return database.read(what(), connection -> StudyTable.list(connection, limit, before));
  }

  /** How a study stands. */
  public Optional<Row> find(String id) {
    return database.read(what(), connection -> StudyTable.find(connection, id));
  }

  /** Ids of the studies that have not ended, oldest first. */
  public List<String> unfinished() {
    return database.read(what(), StudyTable::unfinished);
  }

  /** Notes how studies stand, in one statement. */
  public void update(List<StatusUpdate> updates) {
    if (updates.isEmpty()) {
      return;
    }
    List<StatusUpdate> ordered = new ArrayList<>(updates);
    // One order on all nodes, so that two that update the same studies do not lock each other out.
    ordered.sort(Comparator.comparing(StatusUpdate::id).thenComparingLong(StatusUpdate::version));
    database.transact(
        "the status of studies cannot be noted",
        connection -> {
          StudyTable.update(connection, ordered);
          return true;
        });
  }

  /**
   * Removes a study that has ended, with all its records and snapshots. Nobody may run it.
   *
   * @return false if there is no such study, or it has not ended
   */
  public boolean remove(String id) {
    return database.transact(
        "study " + id + " cannot be removed", connection -> StudyTable.remove(connection, id));
  }

  private static String what() {
    return "the list of studies cannot be read";
  }
}
