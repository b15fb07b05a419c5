package io.cairn.server.http;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Chromium of the machine, and what its pages complain of. */
final class Browser implements AutoCloseable {

  /** Pictures of every view, to be looked at. */
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** As root there is no sandbox to be had; the rest keeps Chromium from calling its makers. */
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final URI door;
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final String axe;

  Browser(URI door) {
    this.door = door;
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(executable()).setArgs(FLAGS));
    this.axe = resource("/axe.min.js");
  }

  private static Path executable() {
    String wanted = System.getenv("CAIRN_CHROMIUM");
    return Stream.of(
            wanted == null ? "" : wanted,
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome")
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "tests of the page need Chromium: install Debian's package chromium, or name the"
                        + " program in CAIRN_CHROMIUM"));
  }

  private static String resource(String name) {
    try (InputStream in = Browser.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A page of a browser that has seen nothing yet. */
  Page page(int width, int height, ColorScheme colours) {
    BrowserContext context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(colours)
                .setBaseURL(door.toString()));
    Page page = context.newPage();
    page.setDefaultTimeout(30_000);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.type() + " " + message.text() + " " + message.location());
          }
        });
    page.onPageError(error -> complaints.add("error " + error));
    page.onDialog(
        dialog -> {
          complaints.add("a dialog opened: " + dialog.message());
          dialog.dismiss();
        });
    page.onRequest(
        request -> {
          URI to = URI.create(request.url());
          if (!to.getScheme().equals("data") && to.getPort() != door.getPort()) {
            complaints.add("a request left for " + request.url());
          }
        });
    return page;
  }

  /** Closes whatever is open. */
  void closePages() {
    List.copyOf(browser.contexts()).forEach(BrowserContext::close);
  }

  /** What pages complained of since this was asked last. */
  List<String> complaints() {
    synchronized (complaints) {
      List<String> all = List.copyOf(complaints);
      complaints.clear();
      return all;
    }
  }

  /** Keeps a picture of the whole page. */
  static void picture(Page page, String name) {
    // Charts draw when they come near the screen.
    int height = ((Number) page.evaluate("document.documentElement.scrollHeight")).intValue();
    for (int y = 0; y < height; y += 700) {
      page.evaluate("y => window.scrollTo(0, y)", y);
      page.evaluate(
          "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }
    page.evaluate("window.scrollTo(0, 0)");
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  /** What axe-core finds against WCAG 2.2 A and AA, a line each. */
  List<String> violations(Page page) {
    page.evaluate(axe + "\n; undefined");
    Object found =
        page.evaluate(
            "async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a',"
                + " 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations.flatMap(v =>"
                + " v.nodes.map(n => v.id + ': ' + n.target.join(' ') + ' ' + n.failureSummary))");
    List<String> lines = new ArrayList<>();
    ((List<?>) found).forEach(line -> lines.add(String.valueOf(line).replace('\n', ' ')));
    return lines;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
