package io.cairn.workers.s3;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Ways to a {@link FakeS3} with short waits. */
public final class S3Fixture {

  static final S3Limits LIMITS =
      new S3Limits(
          FakeS3.LEAST_PART,
          5,
          Duration.ofMillis(1),
          Duration.ofMillis(20),
          Duration.ofSeconds(20),
          Duration.ofMinutes(1),
          1_000);

  private S3Fixture() {}

  static AwsCredentialsProvider credentials(String keyId, String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, secret));
  }

  static S3Settings settings(FakeS3 store, String location) {
    return S3Settings.of(
            S3Location.parse(location), Map.of("AWS_ENDPOINT_URL_S3", store.endpoint().toString()))
        .with(LIMITS);
  }

  /** A worker's checkpoints below {@code s3://trials/p}. */
  public static S3Checkpoints worker(FakeS3 store, Path cache) throws IOException {
    return worker(store, "s3://" + FakeS3.BUCKET + "/p", cache);
  }

  static S3Checkpoints worker(FakeS3 store, String location, Path cache) throws IOException {
    return worker(settings(store, location), cache);
  }

  static S3Checkpoints worker(S3Settings settings, Path cache) throws IOException {
    return S3Checkpoints.open(settings, cache, credentials(FakeS3.KEY_ID, FakeS3.SECRET));
  }
}
