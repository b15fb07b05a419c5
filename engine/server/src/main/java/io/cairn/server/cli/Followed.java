package io.cairn.server.cli;

import io.cairn.server.terminal.StudyFeed;
import io.cairn.server.terminal.WatchPage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A study that is followed, wherever it runs. */
interface Followed extends AutoCloseable {

  /** What is known of it. */
  StudyFeed feed();

  /** Completes when nothing more will be told. */
  CountDownLatch over();

  /** Why nothing more will be told although it has not ended; null if that is not so. */
  @Nullable RuntimeException refusal();

  /**
   * Makes sure that what is known is how it stands, or as near as can be.
   *
   * @throws RemoteCluster.AwayException if that cannot be had just now
   */
  void refresh();

  /** What a page shows; closing it ends the following. */
  WatchPage.Supply supply();

  @Override
  void close();
}
