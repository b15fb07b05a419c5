package io.cairn.server.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page as a person uses it, in a real browser, on sweeps that run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String SWEEP =
      """
      name = "%s"
      objective { metric = value, direction = minimize }
      space { x { type = real, min = -5, max = 10 }, y { type = real, min = 0, max = 15 } }
      fidelity { name = step, min = 1, max = 9, reduction = 3, checkpoints = true }
      method { name = %s, seed = 4 }
      budget { trials = %d }
      worker { type = function, function = branin, sleep = %s }
      priors { use = %s }
      """;

  /** Prints what would be markup into its log, and fails. */
  private static final String HOSTILE =
      """
      name = "<img src=x onerror=alert(1)>"
      objective { metric = "</script><b>score", direction = minimize }
      space { x { type = categorical, values = ["<script>alert(2)</script>", "\\u202Etxt.exe", "'\\"&"] } }
      method { name = random }
      budget { trials = 6 }
      worker { type = process, command = ["sh", "-c", "echo '<svg onload=alert(3)>'; exit 3"] }
      """;

  private SmallCluster cluster;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    cluster = new SmallCluster(home, AccessTokens.OPEN);
    cluster.worker("hands", 3, SmallCluster.VERSION, "cpu");
    cluster.submit("first", SWEEP.formatted("first", "asha", 300, "1ms", "none"), "k1");
    ended("first");
    cluster.submit("second", SWEEP.formatted("second", "landscape", 60, "1ms", "all"), "k2");
    ended("second");
    cluster.submit("hostile", HOSTILE, "k3");
    ended("hostile");
    cluster.submit("open", SWEEP.formatted("open", "asha", 1_000_000, "200ms", "none"), "k4");
    await()
        .atMost(PATIENCE)
        .until(() -> cluster.get("api/v1/studies/open/trials").body().path("total").asInt() > 60);
    browser = new Browser(cluster.door());
    // Both cores are busy with the sweeps, the browser and the tests beside this one.
    setDefaultAssertionTimeout(60_000);
  }

  private void ended(String study) {
    await().atMost(PATIENCE).until(() -> state(study).equals("ended"));
  }

  private String state(String study) throws Exception {
    return cluster.get("api/v1/studies/" + study).body().path("state").asText();
  }

  @AfterAll
  void stop() {
    browser.close();
    cluster.close();
  }

  @AfterEach
  void nothingWasComplainedOf() {
    browser.closePages();
    assertThat(browser.complaints()).isEmpty();
  }

  private Page open(String path) {
    Page page = browser.page(1280, 900, ColorScheme.LIGHT);
    page.navigate(path);
    return page;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** All sections of a study are there, with what they show. */
  private static void awaitSections(Page page) {
    assertThat(page.locator("#setup")).isAttached();
    assertThat(page.locator("[aria-busy]")).hasCount(0);
    assertThat(page.locator("#overview .value")).isVisible();
  }

  /** Goes there, and waits until nothing is on its way any more. */
  private static void shown(Page page, String path) {
    page.navigate(path);
    assertThat(page.locator("h1")).isVisible();
    if (path.startsWith("/study/")) {
      assertThat(page.locator("#setup")).isAttached();
    }
    assertThat(page.locator("[aria-busy]")).hasCount(0);
  }

  // ---- every view ------------------------------------------------------------------------------

  @Test
  void studies_areListedAndOpenByAClick() {
    Page page = open("/");
    assertThat(page.locator("table.studies tbody tr")).hasCount(4);
    assertThat(page.locator(".spark").first()).isVisible();
    Browser.picture(page, "studies");
    page.getByLabel("Filter studies").fill("seco");
    assertThat(page.locator("table.studies tbody tr")).hasCount(1);
    page.getByLabel("Filter studies").fill("nothing like it");
    assertThat(page.getByText("No study matches.")).isVisible();
    page.getByLabel("Filter studies").fill("");
    button(page, "At work").click();
    assertThat(page.locator("table.studies tbody tr")).hasCount(1);
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("open").setExact(true))
        .click();
    assertThat(page).hasURL(Pattern.compile("/study/open$"));
    awaitSections(page);
    page.goBack();
    assertThat(page.locator("table.studies")).isVisible();
  }

  @Test
  void runningStudy_showsEverySectionAndMoves() {
    Page page = open("/study/open");
    awaitSections(page);
    for (String section :
        List.of(
            "overview",
            "now",
            "progress",
            "importance",
            "landscape",
            "parallel",
            "slices",
            "pairs",
            "rungs",
            "agreement",
            "curves",
            "trials",
            "timeline",
            "setup")) {
      Locator card = page.locator("#" + section);
      page.evaluate("id => document.getElementById(id).scrollIntoView()", section);
      assertThat(card).isVisible();
      if (card.locator(".chart").count() > 0) {
        assertThat(card.locator(".chart").first().locator("canvas")).isVisible();
        assertThat(card.locator(".chart").first())
            .hasAttribute("aria-label", Pattern.compile("^(?!A chart, drawn when).{20,}"));
      }
    }
    assertThat(page.locator(".head .sub").first()).hasText("asha · minimize value · study open");
    Locator tile = page.locator(".tiles dd").first();
    String before = tile.textContent();
    assertThat(tile).not().hasText(before);
    Browser.picture(page, "study-running");
  }

  @Test
  void trial_opensWithAllThatIsKnownOfIt() {
    Page page = open("/study/first");
    awaitSections(page);
    assertThat(page.locator("#trials .pager")).containsText("300 trials");
    page.locator("#trials tbody tr").first().locator("button.open").click();
    Locator dialog = page.locator("dialog[open]");
    assertThat(dialog.getByText("What was decided")).isVisible();
    assertThat(dialog.locator("pre")).containsText("\"x\"");
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", "trial.png")));
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog[open]")).hasCount(0);
  }

  @Test
  void trials_areSortedFilteredAndPaged() {
    Page page = open("/study/first");
    awaitSections(page);
    Locator rows = page.locator("#trials tbody tr");
    assertThat(rows).hasCount(25);
    Locator pager = page.locator("#trials .pager");
    pager.getByText("Next").click();
    assertThat(pager).containsText("page 2");
    page.locator("#trials").getByLabel("Status").selectOption("completed");
    assertThat(pager).containsText("of 300 trials");
    page.locator("#trials thead").getByText("Trial").click();
    assertThat(page.locator("#trials th[aria-sort]")).containsText("Trial");
    page.locator("#trials").getByLabel("Filter trials").fill("no such words");
    assertThat(page.locator("#trials tbody").getByText("No trial matches.")).isVisible();
  }

  @Test
  void trust_isShownOverTimeWithItsEvidence() {
    Page page = open("/study/second");
    awaitSections(page);
    Locator trust = page.locator("#trust");
    trust.scrollIntoViewIfNeeded();
    assertThat(trust.locator("canvas")).isVisible();
    assertThat(trust.locator("tbody tr").first()).containsText("first");
    assertThat(trust.locator("tbody tr").last()).containsText("no prior helps");
    Browser.picture(page, "study-with-priors");
  }

  @Test
  void progress_isShownBesideWhatThePriorsExpect() {
    Page page = open("/study/second");
    awaitSections(page);
    Locator progress = page.locator("#progress");
    assertThat(progress).containsText("Of its own best configurations each expects at best: first");
    Locator chart = progress.locator("[role=img]").first();
    assertThat(chart).hasAttribute("aria-label", Pattern.compile("first expects [0-9]"));
    progress.getByLabel("priors").uncheck();
    assertThat(chart).not().hasAttribute("aria-label", Pattern.compile("expects"));
  }

  @Test
  void partThatIsOlderThanWhatWasTold_isFetchedAgain() {
    Page page = browser.page(1280, 900, ColorScheme.LIGHT);
    AtomicInteger fetched = new AtomicInteger();
    page.route(
        "**/studies/first/parts/points",
        route -> {
          APIResponse answer = route.fetch();
          Map<String, String> headers = new HashMap<>(answer.headers());
          if (fetched.incrementAndGet() == 1) {
            // As of a part that was begun before the last record and told after it.
            headers.put("etag", "\"0\"");
          }
          route.fulfill(new Route.FulfillOptions().setResponse(answer).setHeaders(headers));
        });
    page.navigate("/study/first");
    awaitSections(page);
    page.waitForCondition(() -> fetched.get() > 1);
  }

  @Test
  void brushing_showsTheChosenTrialsAloneEverywhere() {
    Page page = open("/study/first");
    awaitSections(page);
    Locator chart = page.locator("#parallel .chart");
    chart.scrollIntoViewIfNeeded();
    assertThat(chart.locator("canvas")).isVisible();
    BoundingBox box = chart.boundingBox();
    // Along the first axis, which stands 62 from the left.
    page.mouse().move(box.x + 62, box.y + 60);
    page.mouse().down();
    page.mouse()
        .move(
            box.x + 62,
            box.y + box.height / 2,
            new com.microsoft.playwright.Mouse.MoveOptions().setSteps(8));
    page.mouse().up();
    Locator chip = page.locator(".brushed");
    assertThat(chip).isVisible();
    assertThat(chip).containsText(Pattern.compile("^\\d+ brushed trials?"));
    int brushed = Integer.parseInt(chip.textContent().replaceAll("\\D.*", ""));
    assertThat(brushed).isBetween(1, 299);
    assertThat(page.locator("#trials .pager")).containsText(brushed + " of 300 trials");
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", "brushed.png")));
    chip.getByText("Show all").click();
    assertThat(chip).isHidden();
    assertThat(page.locator("#trials .pager")).not().containsText("of 300 trials");
  }

  @Test
  void workers_showWhatTheyRun() {
    Page page = open("/workers");
    assertThat(page.locator("tbody tr")).hasCount(1);
    assertThat(page.locator("tbody tr")).containsText("hands");
    assertThat(page.locator("tbody tr")).containsText("open × ");
    assertThat(page.locator("tbody tr .tag")).hasText("cpu");
    assertThat(page.locator("tbody tr"))
        .containsText(Pattern.compile("[0-9]+ failures?the command ended with exit code 3"));
    Browser.picture(page, "workers");
    button(page, "Drain").click();
    assertThat(page.locator("dialog[open]")).containsText("Drain hands?");
    button(page, "Cancel").click();
    assertThat(page.locator("tbody tr")).not().containsText("drains");
  }

  @Test
  void archive_comparesTwo() throws Exception {
    Page page = open("/archive");
    int kept = cluster.get("api/v1/archive").body().path("landscapes").size();
    assertThat(kept).isGreaterThanOrEqualTo(2);
    assertThat(page.locator("tbody tr")).hasCount(kept);
    assertThat(page.locator("#similarity canvas")).isVisible();
    page.getByLabel("Compare first").check();
    assertThat(button(page, "Compare two")).isDisabled();
    page.getByLabel("Compare second").check();
    button(page, "Compare two").click();
    assertThat(page.locator("#comparison"))
        .containsText(Pattern.compile("told by ?(measurements|models|nothing)"));
    Browser.picture(page, "archive");
  }

  /** Both were lost when a table was made anew under them. */
  @Test
  void tablesThatChange_loseNeitherFocusNorAPress() {
    Page page = open("/");
    Locator link =
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("open").setExact(true));
    link.focus();
    Locator row = page.locator("tbody tr").filter(new Locator.FilterOptions().setHas(link));
    assertThat(row).not().hasText(row.textContent());
    assertThat(link).isFocused();

    page.navigate("/study/open");
    awaitSections(page);
    page.locator("#trials thead").getByText("Trial").click(); // The order no longer changes.
    Locator opener = page.locator("#trials tbody button.open").first();
    assertThat(opener).hasText("0");
    opener.hover();
    page.mouse().down();
    Locator now = page.locator(".head .now");
    for (int changes = 0; changes < 4; changes++) {
      assertThat(now).not().hasText(now.textContent());
    }
    page.mouse().up();
    assertThat(page.locator("dialog[open] pre").first()).isVisible();
    page.keyboard().press("Escape");
    Locator pager = page.locator("#trials .pager");
    assertThat(pager).not().hasText(pager.textContent()); // What was held comes now.
    assertThat(opener).isFocused();
  }

  /** Charts are drawn when they come near, and what stands below them must not move then. */
  @Test
  void scrolling_movesNothing() {
    Page page = open("/study/first");
    awaitSections(page);
    assertThat(page.locator("#trials tbody tr")).hasCount(25);
    String heights =
        "() => [...document.querySelectorAll('.slot > section')]"
            + ".map(card => card.id + ' ' + Math.round(card.getBoundingClientRect().height))"
            + ".join()";
    Object before = page.evaluate(heights);
    Browser.picture(page, "study-ended");
    assertThat(page.locator(".chart canvas")).not().hasCount(0);
    assertThat(page.evaluate(heights)).isEqualTo(before);
  }

  // ---- actions ---------------------------------------------------------------------------------

  @Test
  void actions_askFirstAndShowWhenTheyTookEffect() throws Exception {
    cluster.submit("mine", SWEEP.formatted("mine", "random", 1_000_000, "300ms", "none"), "k9");
    await().atMost(PATIENCE).until(() -> state("mine").equals("running"));
    Page page = open("/study/mine");
    button(page, "Pause").click();
    button(page, "Cancel").click();
    assertThat(state("mine")).isEqualTo("running");
    button(page, "Pause").click();
    button(page, "Pause it").click();
    assertThat(page.locator(".head .pill")).hasText("paused");
    assertThat(state("mine")).isEqualTo("paused");
    button(page, "Resume").click();
    button(page, "Resume it").click();
    assertThat(page.locator(".head .pill")).hasText("running");
    button(page, "Share").click();
    page.getByLabel("Weight").fill("2.5");
    button(page, "Change it").click();
    assertThat(page.locator("#toasts")).containsText("its weight is 2.5");
    button(page, "Clone").click();
    page.locator("dialog textarea").fill("{\"budget\": {\"trials\": 3}, \"name\": \"twin\"}");
    button(page, "Start it").click();
    assertThat(page).hasURL(Pattern.compile("/study/twin-"));
    assertThat(page.locator("h1")).hasText("twin");
    page.navigate("/study/mine");
    button(page, "Stop").click();
    button(page, "Stop it").click();
    assertThat(page.locator(".head .pill")).hasText("ended");
    button(page, "Remove").click();
    button(page, "Remove it").click();
    assertThat(page.locator("table.studies")).isVisible();
    assertThat(cluster.get("api/v1/studies/mine").status()).isEqualTo(404);
  }

  // ---- what can go wrong -----------------------------------------------------------------------

  @Test
  void removing_waitsForWhatWasAskedAndAsksNoMore() throws Exception {
    cluster.submit("gone", SWEEP.formatted("gone", "random", 1_000_000, "300ms", "none"), "k10");
    await().atMost(PATIENCE).until(() -> state("gone").equals("running"));
    Page page = open("/study/gone");
    awaitSections(page);
    List<Route> tables = new ArrayList<>();
    List<Route> overviews = new ArrayList<>();
    List<String> deletes = new ArrayList<>();
    page.onRequest(
        request -> {
          if (request.method().equals("DELETE")) {
            deletes.add(request.url());
          }
        });
    // So that the table is at rest when the overview comes, after which it is asked for anew.
    page.route("**/studies/gone/trials?**", tables::add);
    page.waitForCondition(() -> tables.size() == 1);
    page.route("**/studies/gone/parts/overview", overviews::add);
    page.waitForCondition(() -> overviews.size() == 1);
    page.waitForResponse("**/studies/gone/trials?**", tables.get(0)::resume);
    button(page, "Stop").click();
    button(page, "Stop it").click();
    assertThat(page.locator(".head .pill")).hasText("ended");
    button(page, "Remove").click();
    button(page, "Remove it").click();
    assertThat(page.locator("dialog")).hasCount(0);
    page.evaluate("() => new Promise(requestAnimationFrame)");
    assertThat(deletes).as("while it is asked for a part").isEmpty();
    overviews.get(0).resume();
    page.waitForCondition(() -> tables.size() == 2);
    page.evaluate("() => new Promise(requestAnimationFrame)");
    assertThat(deletes).as("while it is asked for its trials").isEmpty();
    tables.get(1).resume();
    assertThat(page.locator("table.studies")).isVisible();
    assertThat(deletes).hasSize(1);
    assertThat(overviews).as("asked for while it is removed").hasSize(1);
    assertThat(tables).as("asked for while it is removed").hasSize(2);
  }

  @Test
  void openList_letsGoOfWhatSomebodyElseRemoved() throws Exception {
    cluster.submit("short", SWEEP.formatted("short", "random", 30, "1ms", "none"), "k11");
    ended("short");
    Page page = open("/");
    Locator row =
        page.locator("table.studies tr")
            .filter(new Locator.FilterOptions().setHas(page.locator("a[href='/study/short']")));
    assertThat(row.locator(".spark")).isVisible();
    assertThat(cluster.send(cluster.request("api/v1/studies/short").DELETE()).status())
        .isEqualTo(204);
    assertThat(row).hasCount(0);
    assertThat(page.locator("table.studies a[href='/study/second']")).isVisible();
  }

  @Test
  void brokenStream_isToldAndComesBackByItself() {
    Page page = open("/study/open");
    awaitSections(page);
    assertThat(page.locator("#stale")).isHidden();
    page.context().setOffline(true);
    assertThat(page.locator("#stale")).containsText("What is shown is from");
    page.context().setOffline(false);
    assertThat(page.locator("#stale")).isHidden();
    browser.complaints(); // Chromium tells of every request that found no network.
  }

  @Test
  void unknownAddresses_areToldWithAWayOut() {
    Page page = open("/study/nobody");
    assertThat(page.getByText("there is no study nobody")).isVisible();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All studies").setExact(true))
        .click();
    assertThat(page.locator("table.studies")).isVisible();
    browser.complaints(); // Chromium tells of every answer that is an error.
  }

  @Test
  void textOfUsers_staysText() {
    Page page = open("/");
    assertThat(page.getByText("<img src=x onerror=alert(1)>")).isVisible();
    page.navigate("/study/hostile");
    assertThat(page.locator("h1")).hasText("<img src=x onerror=alert(1)>");
    assertThat(page.locator("#setup")).isAttached();
    assertThat(page.locator("[aria-busy]")).hasCount(0);
    Locator failures = page.locator("#failures");
    failures.scrollIntoViewIfNeeded();
    assertThat(failures).containsText("<svg onload=alert(3)>");
    page.locator("#trials tbody tr").first().locator("button.open").click();
    assertThat(page.locator("dialog[open]")).containsText("<svg onload=alert(3)>");
    assertThat(page.locator("img, svg[onload], #main script, #main b script")).hasCount(0);
    Browser.picture(page, "hostile");
  }

  // ---- who looks at it -------------------------------------------------------------------------

  /**
   * All views in one scheme, those with most colours in the other: axe takes seconds for a page.
   */
  @Test
  void everyView_passesAxe() {
    passesAxe(
        ColorScheme.LIGHT,
        List.of("/", "/study/open", "/study/second", "/study/hostile", "/workers", "/archive"));
    passesAxe(ColorScheme.DARK, List.of("/", "/study/second", "/archive"));
  }

  private void passesAxe(ColorScheme colours, List<String> paths) {
    Page page = browser.page(1280, 900, colours);
    for (String path : paths) {
      shown(page, path);
      assertThat(browser.violations(page)).as(path + " " + colours).isEmpty();
    }
    Browser.picture(page, "archive-" + colours.toString().toLowerCase(java.util.Locale.ROOT));
    page.navigate("/study/first");
    awaitSections(page);
    page.locator("#trials tbody tr").first().locator("button.open").click();
    assertThat(page.locator("dialog[open] pre")).isVisible();
    assertThat(browser.violations(page)).as("trial " + colours).isEmpty();
  }

  @Test
  void narrowScreen_needsNoScrollingSideways() {
    Page page = browser.page(360, 740, ColorScheme.DARK);
    for (String path : List.of("/", "/study/open", "/study/second", "/workers", "/archive")) {
      shown(page, path);
      Browser.picture(page, "narrow" + path.replace('/', '-'));
      assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
          .as(path)
          .isLessThanOrEqualTo(360);
    }
  }

  @Test
  void keyboard_reachesEverything() {
    Page page = open("/");
    assertThat(page.locator("table.studies tbody tr").first()).isVisible();
    page.keyboard().press("Tab");
    assertThat(page.locator("a.skip")).isFocused();
    page.locator("table.studies a").last().focus();
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile("/study/"));
    assertThat(page.locator("#main")).isFocused();
  }
}
