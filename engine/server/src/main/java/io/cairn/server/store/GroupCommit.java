package io.cairn.server.store;

import io.cairn.server.journal.JournalRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a node that writes records. It takes whatever all entities have handed over
 * meanwhile and writes it in one transaction, so that the disk confirms many writes at once without
 * a timer: the longer a commit takes, the more the next one holds. If one write spoils the group,
 * each is written by itself ({@link CarefulWrite}).
 *
 * <p>Nothing bounds the queue but the entities: each has one write under way at most, and Pekko
 * stashes what arrives meanwhile.
 */
final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  /** Rows in one transaction at most; a single write may be larger. */
  private static final int MOST_ROWS = 4_096;

  /** Bytes in one transaction at most; a single write may be larger. */
  private static final long MOST_BYTES = 16L << 20;

  private static final long LOOK_EVERY_MILLIS = 200;

  private final StoreDatabase database;
  private final RecordTable table;
  private final ChainEnds ends;
  private final Members members;
  private final CarefulWrite careful;
  private final LinkedBlockingQueue<Write> queue = new LinkedBlockingQueue<>();
  private final LongAdder transactions = new LongAdder();
  private final LongAdder records = new LongAdder();
  private final Thread thread;
  private volatile boolean closed;

  /** Taken from the queue but not part of the group before. */
  private Optional<Write> next = Optional.empty();

  GroupCommit(StoreDatabase database, RecordTable table, ChainEnds ends, Members members) {
    this.database = database;
    this.table = table;
    this.ends = ends;
    this.members = members;
    this.careful = new CarefulWrite(database, table, ends, members);
    this.thread = new Thread(this::run, "cairn-store-writer");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /**
   * Has records written.
   *
   * @param rows without their seals; of one entity
   * @return completed when they are durable; with a {@link FencedWriterException} or a {@link
   *     StoreException} if they are not, or are not known to be
   */
  CompletionStage<Void> append(List<JournalRow> rows) {
    Write write = new Write(rows, database.giveUpAt(), new CompletableFuture<>());
    queue.add(write);
    if (closed) {
      failRest();
    }
    return write.done();
  }

  /** Transactions and records so far. */
  StoreTally tally() {
    return new StoreTally(transactions.sum(), records.sum());
  }

  private void run() {
    try {
      while (!closed) {
        List<Write> group = group();
        if (!group.isEmpty()) {
          write(group);
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("the writer of the store was interrupted; nothing more is written");
    } finally {
      closed = true;
      next.ifPresent(queue::add);
      failRest();
    }
  }

  /** What is there, in order, up to the bounds. */
  private List<Write> group() throws InterruptedException {
    List<Write> group = new ArrayList<>();
    int rows = 0;
    long bytes = 0;
    Write write =
        next.isPresent() ? next.get() : queue.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    next = Optional.empty();
    while (write != null) {
      rows += write.rows().size();
      bytes += write.bytes();
      if (!group.isEmpty() && (rows > MOST_ROWS || bytes > MOST_BYTES)) {
        next = Optional.of(write);
        break;
      }
      group.add(write);
      write = queue.poll();
    }
    return group;
  }

  private void write(List<Write> group) {
    try {
      List<Write> left = group.size() == 1 ? group : together(group);
      for (Write write : left) {
        careful.write(write);
        count(1, List.of(write));
      }
    } catch (StoreException | FencedWriterException e) {
      group.forEach(write -> write.fail(e));
    } catch (RuntimeException | Error e) {
      LOG.error("the writer of the store failed", e);
      group.forEach(write -> write.fail(new StoreException("records cannot be written: " + e, e)));
    }
  }

  private void count(int more, List<Write> written) {
    transactions.add(more);
    written.forEach(write -> records.add(write.rows().size()));
  }

  /**
   * Writes all in one transaction, however long the database takes to answer.
   *
   * @return what could not be written like this and is still waited for
   */
  private List<Write> together(List<Write> group) {
    List<Write> left = new ArrayList<>(group);
    // One order on all nodes, so that two that write the same entities do not lock each other out.
    left.sort(Comparator.comparing(Write::persistenceId).thenComparingLong(Write::first));
    long last = left.stream().mapToLong(Write::giveUpAt).max().orElseThrow();
    Patience patience = database.patience("records cannot be written", last);
    while (left.size() > 1) {
      try {
        List<Write> all = left;
        Optional<Map<String, ChainEnd>> reached =
            database.transactOnce(connection -> insert(connection, all));
        if (reached.isEmpty()) {
          return left;
        }
        reached.get().forEach(ends::put);
        count(1, left);
        left.forEach(Write::succeed);
        patience.succeeded();
        return List.of();
      } catch (SQLException e) {
        if (Fault.of(e) != Fault.OUTAGE) {
          return left;
        }
        patience.await(e);
        left = stillWaitedFor(left, e);
      }
    }
    return left;
  }

  private static List<Write> stillWaitedFor(List<Write> writes, SQLException failure) {
    long now = System.nanoTime();
    List<Write> left = new ArrayList<>();
    for (Write write : writes) {
      if (write.giveUpAt() - now > 0) {
        left.add(write);
      } else {
        write.fail(
            new StoreException(
                "records of "
                    + write.persistenceId()
                    + " cannot be written: the database did not answer within"
                    + " cairn.store.patience: "
                    + Fault.reason(failure),
                failure));
      }
    }
    return left;
  }

  private Optional<Map<String, ChainEnd>> insert(Connection connection, List<Write> ordered)
      throws SQLException {
    members.requireMember(connection);
    Map<String, ChainEnd> reached = new HashMap<>();
    List<RecordTable.Following> following = new ArrayList<>();
    List<JournalRow> others = new ArrayList<>();
    for (Write write : ordered) {
      ChainEnd own = reached.get(write.persistenceId());
      Optional<ChainEnd> before = own == null ? ends.before(connection, write) : Optional.of(own);
      if (before.isEmpty() || before.get().sequence() != write.first() - 1) {
        return rolledBack(connection);
      }
      List<JournalRow> rows = write.sealedAfter(before.get().seal());
      boolean follows = own == null && write.first() > 1;
      if (follows) {
        following.add(new RecordTable.Following(rows.get(0), before.get()));
      }
      others.addAll(rows.subList(follows ? 1 : 0, rows.size()));
      reached.put(
          write.persistenceId(), new ChainEnd(write.last(), rows.get(rows.size() - 1).seal()));
    }
    if (table.follow(connection, following).isPresent()) {
      return rolledBack(connection);
    }
    table.insert(connection, others);
    return Optional.of(reached);
  }

  private static Optional<Map<String, ChainEnd>> rolledBack(Connection connection)
      throws SQLException {
    connection.rollback();
    return Optional.empty();
  }

  private void failRest() {
    for (Write write = queue.poll(); write != null; write = queue.poll()) {
      write.fail(new StoreException("records cannot be written: the store is closed"));
    }
  }

  /** Ends when the transaction under way has ended; what waits is failed. */
  @Override
  public void close() {
    closed = true;
    database.startClosing();
  }

  /** Waits for its end. */
  void awaitEnd(long millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
