package io.cairn.server.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.SweepReader;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page on a server that asks who one is, and what is around its files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageAccessTest {

  private static final String VIEW = "look-look-look-look";
  private static final String RUN = "go-go-go-go-go-go-go";
  private static final String ADMIN = "all-all-all-all-all";

  private static final String SWEEP =
      """
      name = guarded
      objective { metric = value, direction = minimize }
      space { x { type = real, min = -5, max = 10 }, y { type = real, min = 0, max = 15 } }
      method { name = random }
      budget { trials = 1000000 }
      worker { type = function, function = branin, sleep = 500ms }
      """;

  private SmallCluster cluster;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    Path tokens =
        Files.writeString(
            home.resolve("tokens"), "view " + VIEW + "\nrun " + RUN + "\nadmin " + ADMIN + "\n");
    cluster = new SmallCluster(home, AccessTokens.read(tokens));
    cluster.worker("hands", 1, SmallCluster.VERSION);
    Path file = Files.writeString(home.resolve("sweep.conf"), SWEEP);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putRawValue(
        "sweep",
        new com.fasterxml.jackson.databind.util.RawValue(
            SweepReader.read(file, Purpose.RUN).canonicalJson()));
    body.put("folder", home.toString()).put("id", "guarded");
    SmallCluster.Answer made =
        cluster.send(
            cluster
                .request("api/v1/studies")
                .header("Authorization", "Bearer " + RUN)
                .header("Idempotency-Key", "k")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    assertThat(made.status()).isEqualTo(201);
    browser = new Browser(cluster.door());
    setDefaultAssertionTimeout(60_000);
  }

  @AfterAll
  void stop() {
    browser.close();
    cluster.close();
  }

  @AfterEach
  void leave() {
    browser.closePages();
  }

  private Page entered(String path, String token) {
    Page page = browser.page(1280, 900, ColorScheme.LIGHT);
    page.navigate(path);
    give(page, token);
    return page;
  }

  private static void give(Page page, String token) {
    assertThat(page.locator("dialog[open]")).containsText("asks for a token");
    page.getByLabel("Token", new Page.GetByLabelOptions().setExact(true)).last().fill(token);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Use it")).click();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void withoutAToken_itAsksUntilItHasOneThatIsKnown() {
    Page page = entered("/", "not-a-token-of-this-server");
    assertThat(page.locator("dialog[open]")).containsText("does not know the one that you gave");
    give(page, VIEW);
    assertThat(page.locator("table.studies tbody tr")).hasCount(1);
    page.reload();
    assertThat(page.locator("table.studies tbody tr")).hasCount(1);
    assertThat(page.locator("dialog[open]")).hasCount(0);
    assertThat(page.content()).doesNotContain(VIEW);
    assertThat(page.url()).doesNotContain(VIEW);
  }

  @Test
  void roles_seeTheActionsThatTheyMay() {
    Page looking = entered("/study/guarded", VIEW);
    assertThat(looking.locator("#setup")).isAttached();
    assertThat(button(looking, "Pause")).hasCount(0);
    assertThat(button(looking, "Clone")).hasCount(0);
    Page running = entered("/study/guarded", RUN);
    assertThat(button(running, "Pause")).isVisible();
    running.navigate("/workers");
    assertThat(running.locator("tbody tr")).hasCount(1);
    assertThat(button(running, "Drain")).hasCount(0);
    Page all = entered("/workers", ADMIN);
    assertThat(button(all, "Drain")).isVisible();
  }

  @Test
  void filesOfThePage_comeWithAStrictPolicy() throws Exception {
    for (String path : new String[] {"", "study/guarded", "workers", "archive", "assets/app.js"}) {
      var answer =
          java.net.http.HttpClient.newHttpClient()
              .send(
                  cluster.request(path).GET().build(),
                  java.net.http.HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
  }

  @Test
  void nothingBesideThoseFiles_isGiven() throws Exception {
    for (String path :
        new String[] {
          "assets/",
          "assets/../application.conf",
          "assets/..%2f..%2fapplication.conf",
          "assets/%2e%2e/reference.conf",
          "assets/..%5c..%5creference.conf",
          "assets/app.js%00",
          "assets/openapi.yaml",
          "assets//etc/passwd",
          "study/a/b",
          "workers/x"
        }) {
      assertThat(cluster.get(path).status()).as(path).isEqualTo(404);
    }
  }
}
