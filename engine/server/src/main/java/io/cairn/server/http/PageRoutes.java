package io.cairn.server.http;

import io.cairn.server.report.StudyReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.http.javadsl.coding.Coder;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/**
 * The page: files of this program, the same for everybody. What it shows comes through the API,
 * with the reader's token. Its policy lets it load and reach nothing but this server.
 */
final class PageRoutes extends AllDirectives {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final List<HttpHeader> CAREFUL =
      List.of(
          RawHeader.create("Content-Security-Policy", POLICY),
          RawHeader.create("X-Content-Type-Options", "nosniff"),
          RawHeader.create("Referrer-Policy", "no-referrer"),
          RawHeader.create("Cache-Control", "no-cache"));

  private static final ContentType SCRIPT =
      ContentTypes.create(MediaTypes.APPLICATION_JAVASCRIPT, HttpCharsets.UTF_8);
  private static final ContentType STYLE =
      ContentTypes.create(MediaTypes.TEXT_CSS, HttpCharsets.UTF_8);
  private static final ContentType PICTURE = ContentTypes.create(MediaTypes.IMAGE_SVG_XML);

  /** A file as it is sent; its tag changes with the program. */
  private record Asset(ContentType type, byte[] bytes, String tag) {}

  private final Map<String, Asset> assets = new HashMap<>(); // looked up, never walked
  private final byte[] page;

  PageRoutes() {
    for (String name :
        List.of(
            "app.js",
            "api.js",
            "frame.js",
            "studies.js",
            "study.js",
            "steady.js",
            "workers.js",
            "archive.js",
            "library.js")) {
      add(name, SCRIPT, Resources.bytes("/io/cairn/server/page/" + name));
    }
    add("colours.js", SCRIPT, Resources.bytes("/io/cairn/server/page/colours.js"));
    add("page.css", STYLE, Resources.bytes("/io/cairn/server/page/page.css"));
    add("icon.svg", PICTURE, Resources.bytes("/io/cairn/server/page/icon.svg"));
    for (String name : List.of("charts.js", "relations.js", "sections.js")) {
      add(name, SCRIPT, StudyReport.asset(name));
    }
    add("report.css", STYLE, StudyReport.asset("report.css"));
    add("echarts.js", SCRIPT, StudyReport.asset("echarts.js"));
    page = Resources.bytes("/io/cairn/server/page/index.html");
  }

  private void add(String name, ContentType type, byte[] bytes) {
    java.util.zip.CRC32C sum = new java.util.zip.CRC32C();
    sum.update(bytes);
    assets.put(name, new Asset(type, bytes, "\"" + Long.toHexString(sum.getValue()) + "\""));
  }

  Route routes() {
    return get(
        () ->
            encodeResponseWith(
                List.of(Coder.NoCoding, Coder.Gzip),
                () ->
                    concat(
                        pathSingleSlash(() -> complete(page())),
                        path("workers", () -> complete(page())),
                        path("archive", () -> complete(page())),
                        path(
                            PathMatchers.segment("study").slash(PathMatchers.segment()),
                            study -> complete(page())),
                        path(
                            PathMatchers.segment("assets").slash(PathMatchers.segment()),
                            this::asset))));
  }

  private HttpResponse page() {
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.TEXT_HTML_UTF8, page))
        .addHeaders(CAREFUL);
  }

  private Route asset(String name) {
    Asset asset = assets.get(name);
    if (asset == null) {
      return reject();
    }
    return optionalHeaderValueByName("If-None-Match", tag -> complete(asset(asset, tag)));
  }

  private static HttpResponse asset(Asset asset, Optional<String> tag) {
    HttpResponse answer =
        tag.filter(asset.tag()::equals).isPresent()
            ? HttpResponse.create().withStatus(StatusCodes.NOT_MODIFIED)
            : HttpResponse.create().withEntity(HttpEntities.create(asset.type(), asset.bytes()));
    return answer.addHeaders(CAREFUL).addHeader(RawHeader.create("ETag", asset.tag()));
  }
}
