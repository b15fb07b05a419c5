package io.cairn.bench.watch;

import io.cairn.bench.cluster.Driven;
import io.cairn.bench.cluster.LoopbackCluster;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import smile.math.MathEx;

/**
 * What those who follow a study's events cost it: results a second without and with clients of its
 * event stream, some of whom never read, in turns. Each round with them is held against those
 * before and after it without, so that a study that warms up or a machine that slows down count for
 * neither side; how far the rounds lie apart says how much of the mean is chance.
 *
 * <pre>bench/run watch.StreamsRun CLIENTS STOPPED SECONDS ROUNDS</pre>
 */
public final class StreamsRun {

  /** Bytes; so that what is sent to one who does not read soon stops at the server. */
  private static final int STOPPED_BUFFER = 4_096;

  /** After clients came or went. */
  private static final int SETTLING = 2;

  /** Until the compiler leaves the processors to what is measured. */
  private static final int WARM_UP = 90;

  private static final String STUDY = "followed";

  private static final String SWEEP =
      """
      name = followed
      objective { metric = value, direction = minimize }
      space { x { type = real, min = -5, max = 10 }, y { type = real, min = 0, max = 15 } }
      fidelity { name = step, min = 1, max = 27, reduction = 3, checkpoints = true }
      method { name = asha }
      budget { trials = 100000000 }
      worker { type = function, function = branin }
      """;

  private final URI door;
  private final AtomicLong bytes = new AtomicLong();
  private final List<Socket> sockets = new ArrayList<>();

  private StreamsRun(URI door) {
    this.door = door;
  }

  /** The program. */
  public static void main(String[] args) throws Exception {
    int clients = Integer.parseInt(args[0]);
    int stopped = Integer.parseInt(args[1]);
    int seconds = Integer.parseInt(args[2]);
    int rounds = Integer.parseInt(args[3]);
    try (LoopbackCluster cluster = new LoopbackCluster("")) {
      cluster.submit(STUDY, SWEEP);
      Driven study = new Driven(cluster.system(), STUDY, 16, Integer.MAX_VALUE, 0, Losses::of);
      StreamsRun run = new StreamsRun(cluster.door());
      run.follow(1, 0); // The journal is followed in either case.
      run.follow(clients, stopped);
      TimeUnit.SECONDS.sleep(WARM_UP);
      run.leave();
      TimeUnit.SECONDS.sleep(SETTLING);
      double[] costs = new double[rounds];
      double before = rate(study, seconds);
      for (int round = 0; round < rounds; round++) {
        run.follow(clients, stopped);
        TimeUnit.SECONDS.sleep(SETTLING);
        long sent = run.bytes.get();
        double with = rate(study, seconds);
        double each = (double) (run.bytes.get() - sent) / seconds / (clients - stopped + 1);
        run.leave();
        TimeUnit.SECONDS.sleep(SETTLING);
        double after = rate(study, seconds);
        costs[round] = 100 * (1 - 2 * with / (before + after));
        System.out.printf(
            Locale.ROOT,
            "round %d: %,.0f and %,.0f results/s without, between them %,.0f with %d clients of whom"
                + " %d never read: cost %.1f %%; %,.0f bytes a second to each%n",
            round + 1,
            before,
            after,
            with,
            clients,
            stopped,
            costs[round],
            each);
        before = after;
      }
      System.out.printf(
          Locale.ROOT,
          "cost over %d rounds: mean %.1f %%, standard error %.1f, median %.1f %%%n",
          rounds,
          MathEx.mean(costs),
          MathEx.sd(costs) / Math.sqrt(rounds),
          MathEx.median(costs.clone()));
      study.end();
    }
    System.exit(0);
  }

  private static double rate(Driven study, int seconds) throws InterruptedException {
    long before = study.results();
    long began = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    return (study.results() - before) / ((System.nanoTime() - began) / 1e9);
  }

  private void follow(int clients, int stopped) throws IOException {
    for (int i = 0; i < clients; i++) {
      Socket socket = new Socket();
      if (i < stopped) {
        socket.setReceiveBufferSize(STOPPED_BUFFER);
      }
      socket.connect(new java.net.InetSocketAddress(door.getHost(), door.getPort()));
      socket
          .getOutputStream()
          .write(
              ("GET /api/v1/studies/"
                      + STUDY
                      + "/events HTTP/1.1\r\nHost: "
                      + door.getAuthority()
                      + "\r\nAccept: text/event-stream\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      sockets.add(socket);
      if (i >= stopped) {
        Thread reader = new Thread(() -> read(socket), "client-" + i);
        reader.setDaemon(true);
        reader.start();
      }
    }
  }

  private void read(Socket socket) {
    byte[] buffer = new byte[8_192];
    try (InputStream in = socket.getInputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.addAndGet(n);
      }
    } catch (IOException e) {
      // Closed by leave().
    }
  }

  /** All but the first. */
  private void leave() throws IOException {
    List<Socket> leaving = sockets.subList(1, sockets.size());
    for (Socket socket : leaving) {
      socket.close();
    }
    leaving.clear();
  }
}
