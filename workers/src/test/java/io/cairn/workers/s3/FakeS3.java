package io.cairn.workers.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A store on a port of its own: the part of S3's HTTP interface that checkpoints need, with one
 * bucket in memory. Every request must be signed. Tests put {@link Fault}s in its way.
 */
public final class FakeS3 implements AutoCloseable {

  public static final String BUCKET = "trials";
  public static final String KEY_ID = "AKIDEXAMPLE";
  public static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  /** What S3 asks for of every part but the last. */
  static final int LEAST_PART = 5 << 20;

  /** What may happen to a request instead of an answer; true if it did. */
  interface Fault {
    boolean happens(String request, HttpExchange exchange) throws Exception;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Signatures signatures = new Signatures(KEY_ID, SECRET);
  private final Map<String, SortedMap<Integer, byte[]>> uploads = new ConcurrentHashMap<>();

  final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

  /** "PUT key", "POST key?uploads" and so on, of requests that were signed well. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  private volatile Fault fault = (request, exchange) -> false;

  public FakeS3() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void disturb(Fault with) {
    fault = with;
  }

  void disturbNoMore() {
    fault = (request, exchange) -> false;
  }

  int openUploads() {
    return uploads.size();
  }

  List<String> requests(String beginning) {
    return requests.stream().filter(request -> request.startsWith(beginning)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Optional<String> refusal = signatures.refusal(exchange, body);
      if (refusal.isPresent()) {
        error(exchange, 403, refusal.get());
        return;
      }
      String path = exchange.getRequestURI().getPath().substring(1);
      String bucket = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
      String key = path.length() > bucket.length() ? path.substring(bucket.length() + 1) : "";
      String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
      String request =
          exchange.getRequestMethod() + " " + key + (query.isEmpty() ? "" : "?" + query);
      requests.add(request);
      if (fault.happens(request, exchange)) {
        return;
      }
      if (!bucket.equals(BUCKET)) {
        error(exchange, 404, "NoSuchBucket");
        return;
      }
      answer(exchange, key, query, body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private void answer(HttpExchange exchange, String key, String query, byte[] body)
      throws IOException {
    String upload = parameter(query, "uploadId").orElse("");
    if (!upload.isEmpty() && !uploads.containsKey(upload)) {
      error(exchange, 404, "NoSuchUpload");
      return;
    }
    switch (exchange.getRequestMethod()) {
      case "GET" -> {
        if (query.contains("list-type=2")) {
          list(exchange, query);
        } else {
          get(exchange, key);
        }
      }
      case "PUT" -> {
        if (upload.isEmpty()) {
          objects.put(key, body);
        } else {
          int part = Integer.parseInt(parameter(query, "partNumber").orElseThrow());
          uploads.get(upload).put(part, body);
        }
        exchange.getResponseHeaders().set("ETag", "\"" + Arrays.hashCode(body) + "\"");
        send(exchange, 200, new byte[0]);
      }
      case "POST" -> {
        if (upload.isEmpty()) {
          String id = UUID.randomUUID().toString();
          uploads.put(id, new TreeMap<>());
          xml(
              exchange,
              "<InitiateMultipartUploadResult><UploadId>"
                  + id
                  + "</UploadId></InitiateMultipartUploadResult>");
        } else {
          complete(exchange, key, upload, new String(body, StandardCharsets.UTF_8));
        }
      }
      case "DELETE" -> {
        if (upload.isEmpty()) {
          objects.remove(key);
        } else {
          uploads.remove(upload);
        }
        exchange.sendResponseHeaders(204, -1);
      }
      default -> error(exchange, 405, "MethodNotAllowed");
    }
  }

  private void get(HttpExchange exchange, String key) throws IOException {
    byte[] object = objects.get(key);
    if (object == null) {
      error(exchange, 404, "NoSuchKey");
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      send(exchange, 200, object);
      return;
    }
    Matcher ends = Pattern.compile("bytes=(\\d+)-(\\d+)").matcher(range);
    if (!ends.matches() || Integer.parseInt(ends.group(1)) >= object.length) {
      error(exchange, 416, "InvalidRange");
      return;
    }
    int end = Math.min(object.length, Integer.parseInt(ends.group(2)) + 1);
    send(exchange, 206, Arrays.copyOfRange(object, Integer.parseInt(ends.group(1)), end));
  }

  private void list(HttpExchange exchange, String query) throws IOException {
    String prefix = parameter(query, "prefix").orElse("");
    String after = parameter(query, "start-after").orElse("");
    int most = Integer.parseInt(parameter(query, "max-keys").orElse("1000"));
    StringBuilder text = new StringBuilder("<ListBucketResult>");
    objects.keySet().stream()
        .filter(key -> key.startsWith(prefix) && key.compareTo(after) > 0)
        .limit(most)
        .forEach(key -> text.append("<Contents><Key>").append(key).append("</Key></Contents>"));
    xml(exchange, text + "</ListBucketResult>");
  }

  private void complete(HttpExchange exchange, String key, String upload, String body)
      throws IOException {
    SortedMap<Integer, byte[]> parts = uploads.get(upload);
    Matcher named = Pattern.compile("<PartNumber>(\\d+)</PartNumber>").matcher(body);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    int count = 0;
    while (named.find()) {
      byte[] part = parts.get(Integer.parseInt(named.group(1)));
      count++;
      if (part == null || (part.length < LEAST_PART && count < parts.size())) {
        error(exchange, 400, part == null ? "InvalidPart" : "EntityTooSmall");
        return;
      }
      whole.write(part);
    }
    uploads.remove(upload);
    objects.put(key, whole.toByteArray());
    xml(exchange, "<CompleteMultipartUploadResult><ETag>1</ETag></CompleteMultipartUploadResult>");
  }

  private static Optional<String> parameter(String query, String name) {
    return Arrays.stream(query.split("&"))
        .filter(part -> part.startsWith(name + "="))
        .map(part -> part.substring(name.length() + 1))
        .findFirst();
  }

  static void error(HttpExchange exchange, int status, String code) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    String text = "<Error><Code>" + code + "</Code><Message>" + SECRET + "</Message></Error>";
    send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void xml(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    send(exchange, 200, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
