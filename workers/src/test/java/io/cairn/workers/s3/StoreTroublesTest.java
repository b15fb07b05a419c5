package io.cairn.workers.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** A store that refuses, is slow, or is not there. */
class StoreTroublesTest {

  @TempDir Path folder;

  private FakeS3 store;

  @BeforeEach
  void start() throws IOException {
    store = new FakeS3();
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private void assertRefused(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StoreRefusedException.class,
            e -> {
              StringWriter all = new StringWriter();
              e.printStackTrace(new PrintWriter(all));
              assertThat(all.toString())
                  .doesNotContain(FakeS3.SECRET)
                  .doesNotContain("not-the-right-one");
            })
        .hasMessageContainingAll(words);
  }

  private ThrowingCallable opening(String location, AwsCredentialsProvider credentials) {
    return () ->
        S3Checkpoints.open(S3Fixture.settings(store, location), folder, credentials).close();
  }

  @Test
  void wrongCredentials_areRefused() {
    assertRefused(
        opening("s3://trials/p", S3Fixture.credentials(FakeS3.KEY_ID, "not-the-right-one")),
        "refuses the credentials (403 SignatureDoesNotMatch)",
        "AWS_SECRET_ACCESS_KEY");
    assertRefused(
        opening("s3://trials/p", S3Fixture.credentials("not-the-right-one", FakeS3.SECRET)),
        "refuses the credentials (403 InvalidAccessKeyId)");
  }

  @Test
  void missingCredentials_areSaid() {
    assertRefused(
        opening(
            "s3://trials/p",
            () -> {
              throw SdkClientException.create("Unable to load credentials");
            }),
        "there are no credentials for s3://trials/p",
        "AWS_ACCESS_KEY_ID");
    assertThat(store.requests).isEmpty();
  }

  @Test
  void missingBucket_isNamed() {
    assertRefused(
        () -> S3Fixture.worker(store, "s3://nowhere/p", folder),
        "bucket nowhere does not exist at " + store.endpoint());
  }

  @Test
  void missingRights_areNamed() {
    store.disturb(
        (request, exchange) -> {
          boolean write = request.startsWith("PUT");
          if (write) {
            FakeS3.error(exchange, 403, "AccessDenied");
          }
          return write;
        });
    assertRefused(
        () -> S3Fixture.worker(store, folder),
        "does not permit writing s3://trials/p/.cairn-probe/",
        "s3:PutObject");
  }

  @Test
  void anotherRegion_isSaid() {
    store.disturb(
        (request, exchange) -> {
          FakeS3.error(exchange, 400, "AuthorizationHeaderMalformed");
          return true;
        });
    assertRefused(() -> S3Fixture.worker(store, folder), "set AWS_REGION to the bucket's");
  }

  @Test
  void storeThatIsNotThere_isSaidAfterSomeAttempts() {
    store.close();
    assertThatThrownBy(() -> S3Fixture.worker(store, folder))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(StoreRefusedException.class)
        .hasMessageContainingAll(
            store.endpoint().toString(), "does not answer", "ConnectException", "4 times");
  }

  @Test
  void storeThatComesBack_isWaitedFor() throws Exception {
    try (S3Checkpoints checkpoints = S3Fixture.worker(store, folder)) {
      Path taken = checkpoints.take("s", 1);
      Files.writeString(taken.resolve("a"), "1");
      AtomicInteger away = new AtomicInteger();
      store.disturb(
          (request, exchange) -> {
            // Broken connections and busy answers, four in a row of each request and then none.
            int count = away.getAndIncrement() % 5;
            if (count % 2 == 1) {
              FakeS3.error(exchange, 503, "SlowDown");
            }
            return count < 4;
          });

      assertThat(checkpoints.keep("s", 1)).isEqualTo(1);

      store.disturbNoMore();
      try (S3Checkpoints other = S3Fixture.worker(store, folder.resolve("other"))) {
        assertThat(other.take("s", 1).resolve("a")).hasContent("1");
      }
    }
  }

  @Test
  void storeThatStaysAway_failsTheKeepAndKeepsWhatWasThere() throws Exception {
    try (S3Checkpoints checkpoints = S3Fixture.worker(store, folder)) {
      Path taken = checkpoints.take("s", 1);
      Files.writeString(taken.resolve("a"), "1");
      checkpoints.keep("s", 1);
      Files.writeString(taken.resolve("a"), "2");
      store.disturb((request, exchange) -> true);

      assertThatThrownBy(() -> checkpoints.keep("s", 1))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(
              "does not answer", "reading s3://trials/p/s/trial-1/", "5 times");
      assertThatThrownBy(() -> checkpoints.take("s", 1)).hasMessageContaining("does not answer");
      assertThatThrownBy(() -> checkpoints.drop("s", 1)).hasMessageContaining("does not answer");

      store.disturbNoMore();
      assertThat(checkpoints.take("s", 1).resolve("a")).hasContent("1");
    }
  }

  @Test
  void answerThatDoesNotCome_isAskedForAgain() throws Exception {
    S3Limits usual = S3Fixture.LIMITS;
    S3Limits impatient =
        new S3Limits(
            usual.partBytes(),
            usual.attempts(),
            usual.firstDelay(),
            usual.longestDelay(),
            Duration.ofMillis(500),
            usual.request(),
            usual.idleBytes());
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger held = new AtomicInteger();
    S3Settings settings = S3Fixture.settings(store, "s3://trials/p").with(impatient);
    try (S3Checkpoints checkpoints = S3Fixture.worker(settings, folder)) {
      Path taken = checkpoints.take("s", 1);
      Files.writeString(taken.resolve("a"), "1");
      store.disturb(
          (request, exchange) -> {
            boolean first = request.startsWith("PUT") && held.getAndIncrement() == 0;
            if (first) {
              end.await();
            }
            return first;
          });

      assertThat(checkpoints.keep("s", 1)).isEqualTo(1);
      assertThat(held.get()).isGreaterThan(2);
    } finally {
      end.countDown();
    }
  }

  @Test
  void interruptedTake_endsAsInterrupted() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (S3Checkpoints checkpoints = S3Fixture.worker(store, folder)) {
      store.disturb(
          (request, exchange) -> {
            asked.countDown();
            end.await();
            return true;
          });
      FutureTask<Optional<IOException>> taking =
          new FutureTask<>(
              () -> {
                try {
                  checkpoints.take("s", 1);
                  return Optional.empty();
                } catch (IOException e) {
                  assertThat(Thread.currentThread().isInterrupted()).isTrue();
                  return Optional.of(e);
                }
              });
      Thread thread = new Thread(taking);
      thread.start();
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
      thread.interrupt();
      // A connection that waits for an answer does not see an interrupt; the next step does.
      end.countDown();
      assertThat(taking.get(30, TimeUnit.SECONDS)).containsInstanceOf(InterruptedIOException.class);
    } finally {
      end.countDown();
    }
  }
}
