package io.cairn.server.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The network between a node and PostgreSQL, which does what a network does. */
final class DatabaseLink implements AutoCloseable {

  private final int port;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answersToLose = new AtomicInteger();
  private final AtomicInteger answersLost = new AtomicInteger();
  private final Set<Socket> silent = ConcurrentHashMap.newKeySet();

  /** To a server on this machine. */
  DatabaseLink(int port) {
    this.port = port;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** The address of a database, by way of this link. */
  String url(String direct) {
    return direct.replace(":" + port + "/", ":" + listener.getLocalPort() + "/");
  }

  /** The next commits happen, and the connections break before the answers are through. */
  void loseAnswersToCommits(int count) {
    answersToLose.set(count);
  }

  int answersLost() {
    return answersLost.get();
  }

  /** Nothing goes through any more on connections that are open, and nobody is told. */
  void fallSilent() {
    silent.addAll(sockets);
  }

  /**
   * Finds the commits among what one connection sends: the driver prepares COMMIT once, by a name.
   */
  private static final class CommitWatch {
    private static final Pattern PREPARED = Pattern.compile("(S_[0-9]+)\\x00COMMIT\\x00");

    private String name = "COMMIT";
    private volatile boolean loseAnswer;

    boolean isCommit(String sent) {
      Matcher prepared = PREPARED.matcher(sent);
      if (prepared.find()) {
        name = prepared.group(1);
      }
      return sent.contains("\0" + name + "\0");
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(client);
        sockets.add(server);
        CommitWatch commits = new CommitWatch();
        start(() -> forward(client, server, commits, true));
        start(() -> forward(server, client, commits, false));
      }
    } catch (IOException e) {
      return; // Closed.
    }
  }

  private void forward(Socket from, Socket to, CommitWatch commits, boolean toServer) {
    byte[] buffer = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (silent.contains(from) || silent.contains(to)) {
          continue;
        }
        if (toServer
            && commits.isCommit(new String(buffer, 0, count, ISO_8859_1))
            && answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          commits.loseAnswer = true;
        } else if (!toServer && commits.loseAnswer) {
          answersLost.incrementAndGet();
          return;
        }
        to.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException e) {
      return; // One end is gone, so the other goes.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void start(Runnable run) {
    Thread thread = new Thread(run, "link");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
