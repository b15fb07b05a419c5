package io.cairn.workers.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two workers, each with a machine of its own, and the store between them. */
abstract class TwoWorkers {

  static final String HOME = "p/s/trial-3/";
  static final String MANIFEST = HOME + "manifest.json";

  @TempDir Path folder;

  FakeS3 store;
  S3Checkpoints one;
  S3Checkpoints other;

  @BeforeEach
  void start() throws IOException {
    store = new FakeS3();
    one = S3Fixture.worker(store, folder.resolve("one"));
    other = S3Fixture.worker(store, folder.resolve("other"));
  }

  @AfterEach
  void stop() throws IOException {
    one.close();
    other.close();
    store.close();
  }

  Path kept(String name, String text) throws IOException {
    Path taken = one.take("s", 3);
    Files.writeString(taken.resolve(name), text);
    one.keep("s", 3);
    return taken;
  }

  String manifest() {
    return new String(store.objects.get(MANIFEST), StandardCharsets.UTF_8);
  }

  void manifest(String json) {
    store.objects.put(MANIFEST, json.getBytes(StandardCharsets.UTF_8));
  }

  List<String> contents() {
    return store.objects.keySet().stream().filter(key -> !key.equals(MANIFEST)).toList();
  }
}
