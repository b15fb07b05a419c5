package io.cairn.workers.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects of a bucket. Thread-safe; every request is tried again within the limits. */
final class S3Store implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(S3Store.class);

  private static final String BYTES = "application/octet-stream";

  private final S3Client client;
  private final String bucket;
  private final S3Limits limits;
  private final StoreTroubles troubles;

  S3Store(S3Client client, S3Settings settings) {
    this.client = client;
    this.bucket = settings.location().bucket();
    this.limits = settings.limits();
    this.troubles = new StoreTroubles(settings);
  }

  private <T> T trying(String what, String key, Supplier<T> request) throws IOException {
    try {
      return request.get();
    } catch (NoSuchKeyException e) {
      throw e;
    } catch (RuntimeException e) {
      throw troubles.of(what + " s3://" + bucket + "/" + key, e);
    }
  }

  /**
   * A whole object; empty if there is none.
   *
   * @param most bytes that are read
   * @throws DamagedException if it is larger
   */
  Optional<byte[]> read(String key, int most) throws IOException {
    try {
      byte[] bytes =
          trying(
              "reading",
              key,
              () ->
                  client.getObject(
                      get -> get.bucket(bucket).key(key),
                      (response, stream) -> readAll(stream, most)));
      if (bytes.length > most) {
        throw new DamagedException(key + " is larger than " + most + " bytes");
      }
      return Optional.of(bytes);
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  private static byte[] readAll(InputStream stream, int most) {
    try {
      return stream.readNBytes(most + 1);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private static RetryableException broken(IOException e) {
    return RetryableException.create("the connection broke", e);
  }

  void write(String key, byte[] bytes) throws IOException {
    trying(
        "writing",
        key,
        () -> client.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(bytes)));
  }

  /** Sends a file, a large one in parts; memory does not grow with it. */
  void upload(String key, Path file, long size) throws IOException {
    if (size > limits.partBytes()) {
      uploadInParts(key, file, size);
      return;
    }
    try (FileSlice all = new FileSlice(file, 0, size)) {
      RequestBody body = RequestBody.fromContentProvider(all, size, BYTES);
      trying("writing", key, () -> client.putObject(put -> put.bucket(bucket).key(key), body));
    }
  }

  private void uploadInParts(String key, Path file, long size) throws IOException {
    String id =
        trying(
            "writing",
            key,
            () -> client.createMultipartUpload(c -> c.bucket(bucket).key(key)).uploadId());
    boolean done = false;
    try {
      List<CompletedPart> parts = new ArrayList<>();
      long part = limits.partOf(size);
      for (long from = 0; from < size; from += part) {
        parts.add(uploadPart(key, id, parts.size() + 1, file, from, Math.min(part, size - from)));
      }
      trying(
          "writing",
          key,
          () ->
              client.completeMultipartUpload(
                  c ->
                      c.bucket(bucket)
                          .key(key)
                          .uploadId(id)
                          .multipartUpload(upload -> upload.parts(parts))));
      done = true;
    } finally {
      if (!done) {
        abort(key, id);
      }
    }
  }

  private CompletedPart uploadPart(
      String key, String id, int number, Path file, long from, long length) throws IOException {
    try (FileSlice slice = new FileSlice(file, from, length)) {
      RequestBody body = RequestBody.fromContentProvider(slice, length, BYTES);
      String tag =
          trying(
              "writing",
              key,
              () ->
                  client
                      .uploadPart(
                          p -> p.bucket(bucket).key(key).uploadId(id).partNumber(number), body)
                      .eTag());
      return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }
  }

  /** Parts that belong to no object take room that no list shows. */
  private void abort(String key, String id) {
    try {
      trying(
          "giving up",
          key,
          () -> client.abortMultipartUpload(a -> a.bucket(bucket).key(key).uploadId(id)));
    } catch (IOException | NoSuchKeyException e) {
      LOG.warn("parts of s3://{}/{} stay in the store: {}", bucket, key, e.getMessage());
    }
  }

  /**
   * Fetches an object into a new file, in parts.
   *
   * @throws DamagedException if there is none, or it has another size
   */
  void download(String key, long size, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long from = 0; from < size; from += limits.partBytes()) {
        long last = Math.min(size, from + limits.partBytes()) - 1;
        out.write(range(key, from, last));
      }
    }
  }

  private byte[] range(String key, long from, long last) throws IOException {
    try {
      return trying(
          "reading",
          key,
          () ->
              client.getObject(
                  get -> get.bucket(bucket).key(key).range("bytes=" + from + "-" + last),
                  (response, stream) -> part(key, response, stream, (int) (last - from + 1))));
    } catch (NoSuchKeyException e) {
      throw new DamagedException(key + " is missing");
    }
  }

  /** Bounded by the size of a part; held in memory, so that an attempt leaves no half behind. */
  private static byte[] part(
      String key, GetObjectResponse response, InputStream stream, int length) {
    byte[] bytes;
    try {
      bytes = stream.readNBytes(length);
    } catch (IOException e) {
      throw broken(e);
    }
    if (bytes.length < length) {
      Long announced = response.contentLength();
      if (announced != null && announced == bytes.length) {
        throw new UncheckedIOException(new DamagedException(key + " is shorter than it was"));
      }
      throw broken(new IOException("the answer ended early"));
    }
    return bytes;
  }

  /** Removes an object; nothing if there is none. */
  void delete(String key) throws IOException {
    try {
      trying("deleting", key, () -> client.deleteObject(d -> d.bucket(bucket).key(key)));
    } catch (NoSuchKeyException gone) {
      LOG.debug("s3://{}/{} is gone already", bucket, key);
    }
  }

  /** Keys that begin with a text, a page of at most 1,000. */
  List<String> list(String beginning, int most) throws IOException {
    return list(beginning, beginning, most);
  }

  /** The same, of those that come after a key. */
  List<String> list(String beginning, String after, int most) throws IOException {
    return trying(
        "listing",
        beginning,
        () ->
            client
                .listObjectsV2(
                    l -> l.bucket(bucket).prefix(beginning).startAfter(after).maxKeys(most))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList());
  }

  @Override
  public void close() {
    client.close();
  }
}
