package io.cairn.bench.watch;

import io.cairn.bench.cluster.Driven;
import io.cairn.bench.cluster.LoopbackCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * A large study that somebody looks at: how long each answer of the API takes, how large it is, and
 * what the server keeps in memory for it. With a study that goes on, so that answers are made
 * again.
 *
 * <pre>bench/run watch.WatchRun TRIALS REPORTS</pre>
 */
public final class WatchRun {

  private static final String STUDY = "large";
  private static final int CLIENTS = 256;
  private static final int ROUNDS = 200;

  private static final String SWEEP =
      """
      name = large
      objective { metric = value, direction = minimize }
      space {
        rate { type = real, min = 1e-4, max = 1, scale = log }, width { type = integer, min = 1, max = 512 }
        depth { type = integer, min = 1, max = 12 }, kind { type = categorical, values = [a, b, c] }
        drop { type = real, min = 0, max = 0.9 }, decay { type = real, min = 1e-6, max = 0.1, scale = log }
      }
      fidelity { name = epoch, min = 1, max = 27, reduction = 3, checkpoints = true }
      method { name = asha }
      budget { trials = 100000000 }
      worker { type = process, command = ["true"] }
      """;

  private static final List<String> PATHS =
      List.of(
          "studies",
          "studies/large",
          "studies/large/parts/overview",
          "studies/large/parts/points",
          "studies/large/parts/trials",
          "studies/large/parts/curves",
          "studies/large/parts/timeline",
          "studies/large/parts/failures",
          "studies/large/parts/importance",
          "studies/large/parts/landscape",
          "studies/large/trials?sort=value&limit=25",
          "studies/large/trials?sort=cost&reversed=true&limit=25",
          "studies/large/trials?text=kind%3Db&limit=25",
          "studies/large/trials/7",
          "studies/large/decisions?limit=50",
          "workers");

  private final URI door;
  private final HttpClient client = HttpClient.newHttpClient();

  private WatchRun(URI door) {
    this.door = door;
  }

  /** The program. */
  public static void main(String[] args) throws Exception {
    int trials = Integer.parseInt(args[0]);
    int reports = Integer.parseInt(args[1]);
    try (LoopbackCluster cluster = new LoopbackCluster("")) {
      cluster.submit(STUDY, SWEEP);
      long began = System.nanoTime();
      Driven filling = new Driven(cluster.system(), STUDY, CLIENTS, trials, reports, Losses::of);
      filling.await();
      System.out.printf(
          Locale.ROOT,
          "java %s, %d processors; %,d trials, %,d results with %d reports each in %.0f s%n",
          Runtime.version(),
          Runtime.getRuntime().availableProcessors(),
          trials,
          filling.results(),
          reports,
          (System.nanoTime() - began) / 1e9);
      long before = used();
      WatchRun run = new WatchRun(cluster.door());
      run.read();
      System.out.printf(
          Locale.ROOT,
          "memory for looking at it: %,d MB, %,.0f bytes a trial%n",
          (used() - before) >> 20,
          (double) (used() - before) / trials);
      System.out.println("door " + run.door);
      run.measure("at rest");
      Driven load = new Driven(cluster.system(), STUDY, 4, Integer.MAX_VALUE, 0, Losses::of);
      run.measure("while it goes on");
      load.end();
      if (args.length > 2) {
        System.out.println("open at " + run.door + " for " + args[2] + " s");
        Driven going = new Driven(cluster.system(), STUDY, 1, Integer.MAX_VALUE, 0, Losses::of);
        TimeUnit.SECONDS.sleep(Long.parseLong(args[2]));
        going.end();
      }
    }
    System.exit(0);
  }

  private static long used() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Until the whole journal is in memory. */
  private void read() throws Exception {
    long began = System.nanoTime();
    long first = 0;
    long seen = -1;
    while (true) {
      String page = text(get("studies/large/trials?limit=1"));
      first = first == 0 ? System.nanoTime() - began : first;
      long total = Long.parseLong(page.replaceFirst("^\\{\"total\":(\\d+).*", "$1"));
      if (total == seen) {
        break;
      }
      seen = total;
      TimeUnit.MILLISECONDS.sleep(1_000);
    }
    System.out.printf(
        Locale.ROOT,
        "first answer after %.0f ms, the whole journal was read within %.0f s%n",
        first / 1e6,
        (System.nanoTime() - began) / 1e9 - 1);
  }

  private void measure(String when) throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%n%s%n%-52s %9s %9s %9s %10s %10s%n",
        when,
        "GET /api/v1/",
        "p50 ms",
        "p99 ms",
        "max ms",
        "bytes",
        "gzip");
    for (String path : PATHS) {
      get(path);
      long[] nanos = new long[ROUNDS];
      HttpResponse<byte[]> last = null;
      for (int i = 0; i < ROUNDS; i++) {
        long began = System.nanoTime();
        last = get(path);
        nanos[i] = System.nanoTime() - began;
      }
      Arrays.sort(nanos);
      System.out.printf(
          Locale.ROOT,
          "%-52s %9.2f %9.2f %9.2f %,10d %,10d%n",
          path,
          nanos[ROUNDS / 2] / 1e6,
          nanos[ROUNDS * 99 / 100] / 1e6,
          nanos[ROUNDS - 1] / 1e6,
          text(last).length(),
          last.body().length);
    }
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(door.resolve("api/v1/" + path))
                .header("Accept-Encoding", "gzip")
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + " was answered with " + answer.statusCode());
    }
    return answer;
  }

  private static String text(HttpResponse<byte[]> answer) throws IOException {
    boolean packed = answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
    return new String(
        packed
            ? new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes()
            : answer.body(),
        java.nio.charset.StandardCharsets.UTF_8);
  }
}
