package io.cairn.bench.watch;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A study's page in Chromium: when the best configuration is to be seen, when everything is, what
 * travels while it is open, what the browser holds in memory. Against a server that has the study,
 * such as {@link WatchRun} with a third argument.
 *
 * <pre>bench/run watch.BrowserRun ADDRESS-OF-THE-STUDY SECONDS</pre>
 */
public final class BrowserRun {

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private BrowserRun() {}

  /** The program. */
  public static void main(String[] args) {
    int seconds = Integer.parseInt(args[1]);
    try (Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(FLAGS))) {
      look(browser, args[0], 0); // Chromium's own beginnings.
      look(browser, args[0], seconds);
    }
    System.exit(0);
  }

  private static void look(Browser browser, String address, int seconds) {
    Page page = browser.newContext().newPage();
    page.setDefaultTimeout(120_000);
    CDPSession tools = page.context().newCDPSession(page);
    tools.send("Network.enable");
    tools.send("Performance.enable");
    long[] bytes = new long[1];
    tools.on(
        "Network.loadingFinished",
        (JsonObject event) -> bytes[0] += event.get("encodedDataLength").getAsLong());
    long began = System.nanoTime();
    page.navigate(address);
    page.waitForSelector("#overview .value");
    double useful = (System.nanoTime() - began) / 1e9;
    page.waitForSelector(
        "[aria-busy]", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
    double whole = (System.nanoTime() - began) / 1e9;
    if (seconds == 0) {
      page.context().close();
      return;
    }
    int height = ((Number) page.evaluate("document.documentElement.scrollHeight")).intValue();
    for (int y = 0; y < height; y += 600) {
      page.evaluate("y => window.scrollTo(0, y)", y);
      page.waitForTimeout(200);
    }
    double first = heap(tools);
    long before = bytes[0];
    page.waitForTimeout(seconds * 1_000.0);
    System.out.printf(
        Locale.ROOT,
        "best to be seen after %.2f s, everything after %.2f s; %,d bytes until then; open for %d s: %,.0f"
            + " bytes a second; heap %.0f MB, at the end %.0f MB%n",
        useful,
        whole,
        before,
        seconds,
        (double) (bytes[0] - before) / seconds,
        first,
        heap(tools));
    page.context().close();
  }

  /** Megabytes in use after a collection. */
  private static double heap(CDPSession tools) {
    tools.send("HeapProfiler.collectGarbage");
    for (JsonElement metric : tools.send("Performance.getMetrics").getAsJsonArray("metrics")) {
      if (metric.getAsJsonObject().get("name").getAsString().equals("JSHeapUsedSize")) {
        return metric.getAsJsonObject().get("value").getAsDouble() / (1 << 20);
      }
    }
    return Double.NaN;
  }
}
