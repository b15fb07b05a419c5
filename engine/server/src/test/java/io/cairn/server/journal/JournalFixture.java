package io.cairn.server.journal;

import io.cairn.proto.Commit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Journals without actors: written with the statements of the real writer, one commit a record. */
final class JournalFixture {

  private final StudyFolder folder;
  private final List<Commit> commits = new ArrayList<>();
  private final List<Long> sizes = new ArrayList<>();
  private final List<JournalMark> marks = new ArrayList<>();

  private JournalFixture(StudyFolder folder) {
    this.folder = folder;
  }

  /** A journal with these commits, closed in order. */
  static JournalFixture write(StudyFolder folder, List<Commit> commits) {
    JournalFixture fixture = new JournalFixture(folder.create());
    JournalRewrite.create(folder);
    fixture.append(commits);
    return fixture;
  }

  /** A journal in which one record was written as something else, or as nothing. */
  static JournalFixture write(
      StudyFolder folder, List<Commit> commits, int record, UnaryOperator<List<JournalRow>> as) {
    JournalFixture fixture = new JournalFixture(folder.create());
    JournalRewrite.create(folder);
    fixture.append(commits.subList(0, record - 1));
    fixture.append(commits.subList(record - 1, record), as);
    fixture.append(commits.subList(record, commits.size()));
    return fixture;
  }

  /** Further commits. */
  void append(List<Commit> more) {
    append(more, UnaryOperator.identity());
  }

  private void append(List<Commit> more, UnaryOperator<List<JournalRow>> as) {
    try (Connection connection = JournalDatabase.write(folder.database());
        MarkFile mark = MarkFile.open(folder.mark())) {
      connection.setAutoCommit(false);
      for (Commit commit : more) {
        JournalMark before = marks.isEmpty() ? JournalMark.NONE : marks.get(marks.size() - 1);
        JournalRow row = row(before.sequence() + 1, "study|s1", commit).sealedAfter(before.seal());
        JournalTable.insert(connection, as.apply(List.of(row)));
        connection.commit();
        commits.add(commit);
        marks.add(new JournalMark(row.sequence(), row.writtenAt(), row.seal()));
        mark.write(marks.get(marks.size() - 1));
        sizes.add(Files.size(folder.journal()));
      }
    } catch (SQLException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A record without its seal. */
  static JournalRow row(long sequence, String entity, Commit commit) {
    return new JournalRow(
        sequence,
        entity,
        "writer",
        1_700_000_000_000L + sequence,
        ProtobufSerializer.IDENTIFIER,
        "cairn.journal.Commit#1",
        RecordFrame.wrap(commit),
        JournalRow.NO_SEAL);
  }

  List<Commit> commits() {
    return commits;
  }

  /** Length of the file right after the commit of a record, from 1. */
  long sizeAfter(int record) {
    return sizes.get(record - 1);
  }

  /** The mark after a record, from 1. */
  JournalMark markAfter(int record) {
    return marks.get(record - 1);
  }

  /** Changes the database behind the journal's back. */
  void sql(String... statements) {
    try (Connection connection = JournalDatabase.write(folder.database());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** A copy of a study's folder as it lies there, under another name. */
  static StudyFolder copy(StudyFolder from, Path home, String id) {
    StudyFolder to = StudyFolder.of(home, id).create();
    try {
      Files.copy(from.journal(), to.journal());
      Files.copy(from.mark(), to.mark());
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
