package io.cairn.server.store;

import io.cairn.server.journal.JournalRow;
import java.util.ArrayList;
import java.util.List;
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
 * a timer: the longer a commit takes, the more the next one holds ({@link SharedWrite}). If one
 * write spoils the group, each is written by itself ({@link CarefulWrite}).
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
  private final SharedWrite shared;
  private final CarefulWrite careful;
  private final FileUpkeep upkeep;
  private final LinkedBlockingQueue<Write> queue = new LinkedBlockingQueue<>();
  private final LongAdder transactions = new LongAdder();
  private final LongAdder records = new LongAdder();
  private final WritesUnderWay underWay = new WritesUnderWay();
  private final Thread thread;
  private volatile boolean closed;

  GroupCommit(
      StoreDatabase database,
      RecordTable table,
      ChainEnds ends,
      Members members,
      FileUpkeep upkeep) {
    this.database = database;
    this.upkeep = upkeep;
    this.shared = new SharedWrite(database, table, ends, members);
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
    underWay.begin(write);
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

  /** What waits now. */
  WritesUnderWay underWay() {
    return underWay;
  }

  private void run() {
    try {
      while (!closed) {
        List<Write> group = group();
        if (!group.isEmpty()) {
          write(group);
          upkeep.afterTransaction();
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("the writer of the store was interrupted; nothing more is written");
    } finally {
      closed = true;
      failRest();
    }
  }

  /** What is there, in order, up to the bounds. */
  private List<Write> group() throws InterruptedException {
    List<Write> group = new ArrayList<>();
    int rows = 0;
    long bytes = 0;
    Write write = queue.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    while (write != null) {
      group.add(write);
      rows += write.rows().size();
      bytes += write.bytes();
      Write next = queue.peek(); // Nobody else takes it.
      boolean fits =
          next != null
              && rows + next.rows().size() <= MOST_ROWS
              && bytes + next.bytes() <= MOST_BYTES;
      write = fits ? queue.poll() : null;
    }
    return group;
  }

  private void write(List<Write> group) {
    try {
      List<Write> left = group.size() == 1 ? group : shared.write(group);
      transactions.add(left.size() < group.size() ? 1 : 0);
      for (Write write : left) {
        careful.write(write);
        transactions.increment();
      }
      group.stream()
          .filter(write -> !write.done().isCompletedExceptionally())
          .forEach(write -> records.add(write.rows().size()));
    } catch (StoreException | FencedWriterException e) {
      group.forEach(write -> write.fail(e));
    } catch (RuntimeException | Error e) {
      LOG.error("the writer of the store failed", e);
      group.forEach(write -> write.fail(new StoreException("records cannot be written: " + e, e)));
    }
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
